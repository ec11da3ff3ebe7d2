using System.Net;
using Isobar.Core.Formats;
using Isobar.Server.Alarms;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Sources;

namespace Isobar.Server.Commands;

/// <summary>What `isobar up` is to do, all faults found and told before.</summary>
internal sealed record UpSettings
{
    /// <summary>Sources and windows.</summary>
    public required LiveOptions Live { get; init; }

    /// <summary>Where windows are stored.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Memory limit of the column engine.</summary>
    public required int StoreMegabytes { get; init; }

    /// <summary>Where the HTTP server listens.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Names besides loopback that requests may use.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>An atlas the user named; null for the default one.</summary>
    public string? AtlasPath { get; init; }

    /// <summary>Whether each sealed window is told.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>The configuration of the start.</summary>
    public required IsobarConfiguration Configuration { get; init; }

    /// <summary>Whether API requests need no signature.</summary>
    public bool NeedsNoAuth { get; init; }

    /// <summary>The configuration to watch; null where none was named.</summary>
    public WatchedConfiguration? Watched { get; init; }

    /// <summary>What `--grace` says, which goes before the configuration; null where it was not given.</summary>
    public TimeSpan? GivenGrace { get; init; }

    /// <summary>Whether `--log` names what is followed, so that the sources of the configuration are not used.</summary>
    public bool NamesLogs { get; init; }

    /// <summary>Metrics, alarms and webhooks.</summary>
    public required AlarmSettings Alarms { get; init; }

    /// <summary>The live options under a configuration: those of the start, with all that may change while the server runs.</summary>
    public LiveOptions LiveFor(IsobarConfiguration configuration) => Live with
    {
        RetentionDays = configuration.RetentionDays,
        Sources = [.. Live.Sources.Select(source => SourceFor(source, configuration))],
    };

    /// <summary>Whether a change of the file has no effect, since the command line goes before it.</summary>
    public bool Overrides(ConfigurationChange change)
    {
        bool isOfSource = change.Path.StartsWith("sources.", StringComparison.Ordinal);
        bool isGrace = change.Path == "grace" || (isOfSource && change.Path.EndsWith(".grace", StringComparison.Ordinal));
        return (NamesLogs && isOfSource) || (GivenGrace is not null && isGrace);
    }

    private LogSource SourceFor(LogSource source, IsobarConfiguration configuration)
    {
        SourceConfiguration? configured = NamesLogs ? null : configuration.Sources[source.Name];
        ParserOptions parser = configured is null ? configuration.DefaultParserOptions : configuration.ParserOptionsFor(configured);
        TimeSpan grace = configured is null ? configuration.Grace : configuration.GraceOf(configured);
        return source with { Parser = parser, Grace = GivenGrace ?? grace };
    }
}
