using Isobar.Core.Formats;

namespace Isobar.Server.Replay;

/// <summary>Counts the lines that gave no record, and remembers where the first few of each reason are.</summary>
internal sealed class RejectedCounter
{
    private const int Remembered = 5;

    private readonly long[] _counts = new long[(int)ParseErrors.All[^1] + 1];
    private readonly List<LinePosition>[] _first;

    public RejectedCounter()
    {
        _first = [.. _counts.Select(_ => new List<LinePosition>(Remembered))];
    }

    /// <summary>Counts a line. Lines come in rising order of position.</summary>
    public void Add(ParseError reason, LinePosition position)
    {
        _counts[(int)reason]++;
        if (_first[(int)reason].Count < Remembered)
        {
            _first[(int)reason].Add(position);
        }
    }

    /// <summary>The counts of several cores together, in the order of reasons; the positions do not depend on which core read a block.</summary>
    public static IReadOnlyList<RejectedLines> Sum(IReadOnlyCollection<RejectedCounter> counters) =>
    [
        .. ParseErrors.All
            .Select(reason => new RejectedLines(
                reason,
                counters.Sum(counter => counter._counts[(int)reason]),
                [.. counters.SelectMany(counter => counter._first[(int)reason]).Order().Take(Remembered)]))
            .Where(lines => lines.Count > 0),
    ];
}
