using System.Text;

namespace Isobar.Server.Replay.Health;

/// <summary>Scores over time in one line of block characters: the lowest of each column, so that a short drop is not averaged away; blank where nothing could be judged.</summary>
internal static class ScoreRibbon
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string PlainBlocks = "12345679";

    /// <summary>Lowest scores of the levels above the first. A linear scale would show the default threshold of 95 as perfect.</summary>
    private static readonly double[] s_levels = [20, 40, 60, 80, 90, 95, 99.95];

    /// <summary>The ribbon of a metric, under the columns of a chart; empty where nothing was judged.</summary>
    /// <param name="steps">The scores.</param>
    /// <param name="scoreOf">The metric.</param>
    /// <param name="firstSeconds">A time in the first column, Unix seconds.</param>
    /// <param name="columnSeconds">What a column covers.</param>
    /// <param name="width">Number of columns.</param>
    /// <param name="unicode">Whether block characters may be used.</param>
    public static string Of(IReadOnlyList<ScoreStep> steps, Func<ScoreStep, double?> scoreOf, long firstSeconds, long columnSeconds, int width, bool unicode)
    {
        double?[] lowest = new double?[width];
        foreach (ScoreStep step in steps)
        {
            long column = step.StartSeconds / columnSeconds - firstSeconds / columnSeconds;
            if (column >= 0 && column < width && scoreOf(step) is { } score)
            {
                lowest[column] = Math.Min(lowest[column] ?? 100, score);
            }
        }
        StringBuilder line = new(width);
        foreach (double? score in lowest)
        {
            line.Append(score is { } known ? (unicode ? Blocks : PlainBlocks)[Array.FindLastIndex(s_levels, level => known >= level) + 1] : ' ');
        }
        return line.ToString().TrimEnd();
    }
}
