using Isobar.Core.Formats;
using Isobar.Server.Sources;

namespace Isobar.Server.Hosting;

/// <summary>How one source is at one moment. Counts are since the process started.</summary>
/// <param name="Name">The user's name for it.</param>
/// <param name="Format">Its format; null until it is recognised.</param>
/// <param name="Files">Files that are followed now.</param>
/// <param name="Compressed">Files that match but are compressed, so not followed.</param>
/// <param name="Lines">Physical lines.</param>
/// <param name="Records">Lines that became records.</param>
/// <param name="Rejected">Lines that did not, by reason.</param>
/// <param name="Late">Records that came after their window was sealed.</param>
/// <param name="Future">Records more than an hour ahead of the clock.</param>
/// <param name="Skipped">Lines read again after a restart that are in sealed windows.</param>
/// <param name="Rotations">Files that were renamed or truncated.</param>
/// <param name="LostFiles">Files with lines of open windows that a restart did not find again.</param>
/// <param name="Bytes">Bytes read.</param>
/// <param name="LagBytes">Bytes written and not read.</param>
/// <param name="LagSeconds">How long ago all that was written had been read; the time since the start while that never was so.</param>
/// <param name="SilentSeconds">How long ago bytes came last; null before the first.</param>
internal sealed record SourceStatus(
    string Name,
    string? Format,
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Compressed,
    long Lines,
    long Records,
    IReadOnlyList<(ParseError Reason, long Lines)> Rejected,
    long Late,
    long Future,
    long Skipped,
    long Rotations,
    long LostFiles,
    long Bytes,
    long LagBytes,
    double LagSeconds,
    double? SilentSeconds)
{
    /// <summary>Some of the lines that did not become records, by reason; it is no status to compare.</summary>
    public IReadOnlyDictionary<ParseError, IReadOnlyList<string>> Samples { get; init; } = new Dictionary<ParseError, IReadOnlyList<string>>();

    /// <summary>The status of a tail.</summary>
    public static SourceStatus Of(LogTail tail, DateTimeOffset now)
    {
        SourceCounters counters = tail.Counters;
        return new(
            tail.Source.Name, tail.Format?.Name, [.. tail.FollowedPaths], [.. tail.Compressed], counters.Lines, counters.Records, counters.Rejected,
            counters.Late, counters.Future, counters.Skipped, counters.Rotations, counters.LostFiles, counters.Bytes,
            tail.LagBytes, (now - (tail.ReadUpTo ?? tail.StartedAt ?? now)).TotalSeconds, (now - tail.GrewAt)?.TotalSeconds)
        {
            Samples = counters.Samples,
        };
    }
}
