using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Isobar.Core.Monitors;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a source.</summary>
internal static partial class SourceKeys
{
    public static readonly Key<SourceKind> Kind = new(
        "kind", "How records reach Isobar: 'log' follows growing log files.", Scalars.Choice(("log", SourceKind.Log)), "\"log\"");

    public static readonly Key<ImmutableArray<string>> Files = new(
        "files", "Globs of the log files: '*' and '?' match within a folder, '**' across folders. Relative ones start at the folder of this file.",
        new ListSpec<string>(Scalars.Text("a glob of log files"), "a list of globs") { MayBeEmpty = false })
    {
        Required = true,
    };

    public static readonly Key<string> Format = new(
        "format", "Name of a log format, or your own format string as it stands in the configuration of nginx, Apache or HAProxy. Left out: recognised from the first lines.",
        Scalars.Text("the name of a log format or a format string"));

    public static readonly Key<ImmutableArray<string>> Columns = new(
        "columns", "Names of the columns, in order, for column formats whose files lack the header line.",
        new ListSpec<string>(Scalars.Text("the name of a column, without blanks and commas", ColumnName()), "a list of column names") { MayBeEmpty = false });

    public static readonly Key<ImmutableSortedDictionary<string, string>> Fields = new(
        "fields", "For JSON lines: field of the record to the dotted path it is read from, with ':unit' behind where needed, such as \"rtt\": \"ClientTCPRTTMs:ms\".",
        new MapSpec<string>(Scalars.Text("a dotted path, with ':unit' behind where needed", FieldPath()), FieldName(), "an object of field names and paths"));

    public static readonly Key<string> Location = new(
        "location", "Service location that answers: an AWS Region, an edge's airport code, or one of 'locations'. Not needed where 'resource' tells it or records name their edge.",
        Scalars.Text("the name of a location"));

    public static readonly Key<string> Zone = new("zone", "Zone of the location, such as us-east-1a.", Scalars.Text("the name of a zone"));

    public static readonly Key<string> Resource = new(
        "resource", "ARN of the AWS resource the source stands for: a VPC, Network Load Balancer, CloudFront distribution or WorkSpaces directory. Left out: the source itself.",
        Scalars.Text("an ARN"));

    public static readonly Key<ResourceKind> ResourceKind = new(
        "resourceKind", "What kind of resource it stands for; decides zones, weight (bytes or connections) and last mile. Left out: as 'resource' says, else 'source'.",
        ResourceKinds());

    public static readonly Key<TimeSpan> TimeZone = new(
        "timeZone", "Offset from UTC of log times that do not name one (HAProxy).", Scalars.UtcOffset(), "\"UTC\"");

    public static readonly Key<TimeSpan> Grace = new(
        "grace", "How long windows wait for late records of this source. Left out: the installation's 'grace'.",
        Scalars.Duration(ConfigurationBounds.MinimumGrace, ConfigurationBounds.MaximumGrace))
    {
        Reloadable = true,
    };

    public static readonly Key<long> MaximumLineLength = new(
        "maximumLineLength", "Longer lines are counted and skipped. Left out: that of 'limits'.",
        Scalars.Size(ConfigurationBounds.MinimumLineLength, ConfigurationBounds.MaximumLineLength));

    /// <summary>A source.</summary>
    public static readonly SectionSpec<SourceEntry> Spec = new(
        [Kind, Files, Format, Columns, Fields, Location, Zone, Resource, ResourceKind, TimeZone, Grace, MaximumLineLength],
        section => new(
            Kind.In(section),
            Files.In(section) is { IsDefault: false } files ? files : [],
            Format.In(section),
            Columns.In(section) is { IsDefault: false } columns ? columns : [],
            Fields.In(section) ?? ImmutableSortedDictionary<string, string>.Empty,
            Location.In(section),
            Zone.In(section),
            Resource.In(section),
            ResourceKind.In(section),
            TimeZone.In(section),
            section.Has(Grace) ? Grace.In(section) : null,
            section.Has(MaximumLineLength) ? MaximumLineLength.In(section) : null));

    /// <summary>Any kind of resource by name.</summary>
    public static ScalarSpec<ResourceKind> ResourceKinds() =>
        Scalars.Choice([.. Core.Monitors.ResourceKind.All.Select(kind => (kind.Name, kind))]);

    // Blank and comma separate the columns of the short form that the formats' compiler reads.
    [GeneratedRegex("^[^,\\s]+\\z")]
    private static partial Regex ColumnName();

    // Comma, equals sign and blank separate the fields of the short form that the formats' compiler reads.
    [GeneratedRegex("^[^,=\\s]+\\z")]
    private static partial Regex FieldPath();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,31}\\z")]
    private static partial Regex FieldName();
}
