namespace Isobar.Simulator.Faults;

/// <summary>When which pair is taken by a fault, so that faults keep apart.</summary>
internal sealed class PairCalendar(int pairs, int recoverySeconds)
{
    /// <summary>A fault that touches more than this share of all pairs never overlaps another such fault: who is good would be hard to say.</summary>
    private const double WideShare = 0.04;

    private readonly List<(long Start, long End)>?[] _taken = new List<(long, long)>?[pairs];
    private readonly List<(long Start, long End)> _wide = [];

    /// <summary>Takes the time of these pairs; false, with nothing changed, when one of them is taken then or would have no time to recover.</summary>
    public bool TryTake(List<(int Pair, double Coverage)> touched, long start, long end)
    {
        bool isWide = touched.Count > WideShare * pairs;
        if ((isWide && !IsFree(_wide, start, end)) || touched.Any(pair => !IsFree(_taken[pair.Pair], start, end)))
        {
            return false;
        }
        if (isWide)
        {
            _wide.Add((start, end));
        }
        foreach ((int pair, _) in touched)
        {
            (_taken[pair] ??= []).Add((start, end));
        }
        return true;
    }

    private bool IsFree(List<(long Start, long End)>? taken, long start, long end) =>
        taken is null || taken.TrueForAll(other => start >= other.End + recoverySeconds || end + recoverySeconds <= other.Start);
}
