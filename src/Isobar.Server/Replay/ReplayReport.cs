using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;

namespace Isobar.Server.Replay;

/// <summary>What a replay found: the printed report and the JSON object are two views of this.</summary>
public sealed record ReplayReport
{
    /// <summary>The inputs, in the order given.</summary>
    public required IReadOnlyList<ReplayedFile> Files { get; init; }

    /// <summary>Physical lines; records and rejected lines add up to it.</summary>
    public required long Lines { get; init; }

    /// <summary>Lines that became traffic records.</summary>
    public required long Records { get; init; }

    /// <summary>Lines that did not, by reason, in the order of <see cref="ParseError"/>; reasons without a line are left out.</summary>
    public required IReadOnlyList<RejectedLines> Rejected { get; init; }

    /// <summary>Records whose country is not known.</summary>
    public required long Unlocated { get; init; }

    /// <summary>Records that look like those of scanners (see ScannerSigns).</summary>
    public required long ScannerRecords { get; init; }

    /// <summary>Time of the earliest record, microseconds since 1970; null without records.</summary>
    public required long? FirstMicros { get; init; }

    /// <summary>Time of the latest record, microseconds since 1970; null without records.</summary>
    public required long? LastMicros { get; init; }

    /// <summary>Length of a window, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Windows with a record.</summary>
    public required long Windows { get; init; }

    /// <summary>Traffic over time.</summary>
    public required IReadOnlyList<TimelineStep> Timeline { get; init; }

    /// <summary>Length of a step of the time line, seconds.</summary>
    public required long TimelineStepSeconds { get; init; }

    /// <summary>All traffic.</summary>
    public required TrafficGroup Total { get; init; }

    /// <summary>Traffic by country, greatest first; key is the ISO code, name the country's.</summary>
    public required IReadOnlyList<TrafficGroup> Countries { get; init; }

    /// <summary>Traffic by network, greatest first; key is the AS number in decimal, name the network's.</summary>
    public required IReadOnlyList<TrafficGroup> Networks { get; init; }

    /// <summary>Number of city-networks with traffic, the unlocated place not counted.</summary>
    public required int CityNetworkCount { get; init; }

    /// <summary>The top city-networks with their traffic, greatest first.</summary>
    public required IReadOnlyList<TopCityNetwork> Top { get; init; }

    /// <summary>Fields that at least one format of the inputs has.</summary>
    public required FormatFields Fields { get; init; }

    /// <summary>Share of the clients (0 to 1) that are in known CDN and proxy networks, by the proxy's name, greatest first.</summary>
    public required IReadOnlyList<(string Name, double Share)> ProxyClients { get; init; }

    /// <summary>How much of the traffic can be tested for drops, see <see cref="TestableTraffic.Estimate"/>; null when it was not estimated.</summary>
    public TestableTraffic? Testable { get; init; }

    /// <summary>Scores and health events of the second pass; null where there was none.</summary>
    public ReplayHealth? Health { get; init; }

    /// <summary>What other service locations would give; null where nobody asked.</summary>
    public ReplayInsights? Insights { get; init; }

    /// <summary>Notes on the geo data: levels it does not have, and its attribution.</summary>
    public required AtlasNotes Atlas { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }
}

/// <summary>One input of a replay.</summary>
/// <param name="Name">Path as given, or `standard input`.</param>
/// <param name="Format">Name of its format.</param>
/// <param name="Detected">Whether the format was recognised rather than given.</param>
/// <param name="Lines">Physical lines.</param>
/// <param name="Records">Lines that became records.</param>
public sealed record ReplayedFile(string Name, string Format, bool Detected, long Lines, long Records);

/// <summary>The lines that gave no record, for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first few, in the order of files and offsets.</param>
public sealed record RejectedLines(ParseError Reason, long Count, IReadOnlyList<LinePosition> First);

/// <summary>Where a line begins.</summary>
/// <param name="File">Index of the input.</param>
/// <param name="Offset">Bytes from the start of the (unpacked) input.</param>
public readonly record struct LinePosition(int File, long Offset) : IComparable<LinePosition>
{
    /// <inheritdoc/>
    public int CompareTo(LinePosition other) => File != other.File ? File.CompareTo(other.File) : Offset.CompareTo(other.Offset);
}

/// <summary>The traffic of a group of city-networks.</summary>
/// <param name="Key">ISO code or AS number; empty for the total.</param>
/// <param name="Name">Name of the country or network.</param>
/// <param name="Connections">Records.</param>
/// <param name="BytesIn">Bytes from clients.</param>
/// <param name="BytesOut">Bytes to clients.</param>
/// <param name="Share">Share of the total, 0 to 1: of bytes, of connections where there are no bytes.</param>
/// <param name="Clients">Distinct clients.</param>
/// <param name="Attempts">Records that say whether they succeeded.</param>
/// <param name="NetworkFailures">Attempts that ended as NetworkFailure.</param>
/// <param name="ServiceFailures">Attempts that ended as ServiceFailure.</param>
/// <param name="Rtt">Round-trip times of all samples together; null where there are none.</param>
/// <param name="Ttfb">Times to first byte of all samples together; null where there are none.</param>
public sealed record TrafficGroup(
    string Key,
    string Name,
    long Connections,
    long BytesIn,
    long BytesOut,
    double Share,
    long Clients,
    long Attempts,
    long NetworkFailures,
    long ServiceFailures,
    QuantileSketch? Rtt,
    QuantileSketch? Ttfb);

/// <summary>One of the top city-networks.</summary>
/// <param name="Place">What it is.</param>
/// <param name="Traffic">What came from it.</param>
public sealed record TopCityNetwork(CityNetwork Place, TrafficGroup Traffic);

/// <summary>What a reader of a report must know of the geo data.</summary>
/// <param name="HasSubdivisions">Whether the data knows subdivisions.</param>
/// <param name="HasMetros">Whether the data knows metropolitan areas.</param>
/// <param name="Attribution">The line that its licence asks for; empty where there is none.</param>
public sealed record AtlasNotes(bool HasSubdivisions, bool HasMetros, string Attribution);
