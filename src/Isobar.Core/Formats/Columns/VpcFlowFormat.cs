using System.Text;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// AWS VPC flow logs of every version: columns by the header that files in S3 have, by a configured list, or those of version 2.
/// Flows have bytes and addresses, but no times of the client and no outcome. Source: Amazon VPC User Guide, "Flow log records".
/// </summary>
public sealed class VpcFlowFormat : LogFormat
{
    private const string VersionTwo =
        "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    private static readonly Dictionary<string, VpcColumn> s_columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["srcaddr"] = VpcColumn.Source,
        ["dstaddr"] = VpcColumn.Destination,
        ["pkt-srcaddr"] = VpcColumn.PacketSource,
        ["pkt-dstaddr"] = VpcColumn.PacketDestination,
        ["srcport"] = VpcColumn.SourcePort,
        ["dstport"] = VpcColumn.DestinationPort,
        ["bytes"] = VpcColumn.Bytes,
        ["start"] = VpcColumn.Start,
        ["end"] = VpcColumn.End,
        ["action"] = VpcColumn.Action,
        ["log-status"] = VpcColumn.LogStatus,
        ["flow-direction"] = VpcColumn.Direction,
    };

    private readonly VpcPlan _plan;

    private VpcFlowFormat(string name, VpcPlan plan)
    {
        Name = name;
        _plan = plan;
    }

    /// <summary>The default columns (version 2), or those of the file's header.</summary>
    public static VpcFlowFormat Default { get; } = new("vpc-flow", Plan(VersionTwo.Split(' '), []));

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override FormatFields Fields => FormatFields.Client | FormatFields.Time | FormatFields.BytesIn | FormatFields.BytesOut;

    /// <inheritdoc/>
    public override MeasurementMethod Method => MeasurementMethod.Flow;

    /// <inheritdoc/>
    public override LineParser CreateParser(ParserOptions options) => new VpcFlowParser(_plan);

    /// <summary>A flow log of the user's own columns, as configured: `${version} ${srcaddr} …`, or the bare names.</summary>
    internal static VpcFlowFormat? WithColumns(string name, IReadOnlyList<string> columns, ICollection<string> faults)
    {
        VpcPlan plan = Plan([.. columns.Select(Bare)], []);
        if (plan.Fault is not null)
        {
            faults.Add(plan.Fault);
            return null;
        }
        return new(name, plan);
    }

    /// <summary>The plan for these columns; with a fault when no record could come of them.</summary>
    internal static VpcPlan Plan(IReadOnlyList<string> names, ReadOnlySpan<byte> header)
    {
        VpcColumn[] columns = [.. names.Select(name => s_columns.GetValueOrDefault(name))];
        bool Has(params VpcColumn[] wanted) => columns.Any(wanted.Contains);
        string? fault = !Has(VpcColumn.Source, VpcColumn.PacketSource) || !Has(VpcColumn.Destination, VpcColumn.PacketDestination)
                ? "A flow log needs both ends of a flow, srcaddr and dstaddr (or pkt-srcaddr and pkt-dstaddr), to tell which is the client."
            : !Has(VpcColumn.Start, VpcColumn.End) ? "A flow log needs start or end: without them a flow has no time."
            : null;
        return new(columns, header.ToArray(), fault);
    }

    /// <summary>The names of a header line.</summary>
    internal static string[] Names(ReadOnlySpan<byte> header) => Encoding.UTF8.GetString(header).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Bare(string name) =>
        name.StartsWith("${", StringComparison.Ordinal) && name.EndsWith('}') ? name[2..^1] : name;
}
