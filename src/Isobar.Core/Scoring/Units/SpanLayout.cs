namespace Isobar.Core.Scoring.Units;

/// <summary>
/// How windows are summed to the longer spans that thin traffic is tested on: each level holds the latest complete blocks of the one below.
/// Windows of five minutes give spans of 15 min, 1 h and 6 h; shorter windows have 1 min and 5 min before these.
/// </summary>
internal sealed class SpanLayout
{
    private static readonly int[] s_spansSeconds = [60, 300, 900, 3600, 21600];

    public SpanLayout(int windowSeconds, int longestSeconds)
    {
        List<int> windows = [1];
        foreach (int span in s_spansSeconds)
        {
            if (span > windowSeconds && span <= longestSeconds && span % (windows[^1] * windowSeconds) == 0)
            {
                windows.Add(span / windowSeconds);
            }
        }
        SpanWindows = [.. windows];
        Offsets = new int[SpanWindows.Length];
        for (int level = 1; level < SpanWindows.Length; level++)
        {
            Offsets[level] = Slots;
            Slots += BlocksOf(level);
        }
    }

    /// <summary>Windows of each span; the first is the window itself.</summary>
    public int[] SpanWindows { get; }

    /// <summary>First slot of each span's blocks; of no meaning for the first.</summary>
    public int[] Offsets { get; }

    /// <summary>Slots of a ring.</summary>
    public int Slots { get; }

    /// <summary>Number of blocks of the level below that make one span.</summary>
    public int BlocksOf(int level) => SpanWindows[level] / SpanWindows[level - 1];

    /// <summary>Whether the window is the last of a span of this level: spans step by their own length in the k-of-m rules.</summary>
    public bool IsStep(int level, long window) => (window + 1) % SpanWindows[level] == 0;
}
