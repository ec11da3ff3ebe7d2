using System.Text;
using Isobar.Core.Windows;

namespace Isobar.Server.Replay;

/// <summary>Traffic over time as columns of block characters. A column covers a round length of time (whole hours, days); one without a record is blank.</summary>
internal sealed class TrafficChart
{
    private const string Blocks = " ▁▂▃▄▅▆▇█";
    private const string PlainBlocks = " ..::||##";

    /// <summary>Lengths of a column that people think in, seconds.</summary>
    private static readonly long[] s_lengths =
    [
        10, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 5400, 2 * 3600, 3 * 3600, 4 * 3600, 6 * 3600, 8 * 3600, 12 * 3600,
        86400, 2 * 86400, 7 * 86400, 14 * 86400, 28 * 86400,
    ];

    private readonly double[] _values;

    private TrafficChart(long columnSeconds, double[] values)
    {
        ColumnSeconds = columnSeconds;
        _values = values;
    }

    /// <summary>What one column covers, seconds.</summary>
    public long ColumnSeconds { get; }

    /// <summary>Number of columns.</summary>
    public int Width => _values.Length;

    /// <summary>The highest column.</summary>
    public double Peak => _values.Where(value => !double.IsNaN(value)).Max();

    /// <summary>All columns together.</summary>
    public double Total => _values.Where(value => !double.IsNaN(value)).Sum();

    /// <summary>The chart of a time line, in at most so many columns; null without steps.</summary>
    /// <param name="timeline">Steps in order of time.</param>
    /// <param name="stepSeconds">Length of a step.</param>
    /// <param name="byBytes">Whether bytes are shown, rather than connections.</param>
    /// <param name="limit">Columns at most; at least 2.</param>
    public static TrafficChart? Of(IReadOnlyList<TimelineStep> timeline, long stepSeconds, bool byBytes, int limit)
    {
        if (timeline.Count == 0)
        {
            return null;
        }
        // Two columns are the least: epoch-aligned columns of any length part at 1970.
        limit = Math.Max(limit, 2);
        long first = timeline[0].StartSeconds, last = timeline[^1].StartSeconds;
        long length = ColumnLength(first, last, stepSeconds, limit);
        double[] values = new double[ColumnOf(last, length) - ColumnOf(first, length) + 1];
        Array.Fill(values, double.NaN);
        foreach (TimelineStep step in timeline)
        {
            ref double value = ref values[ColumnOf(step.StartSeconds, length) - ColumnOf(first, length)];
            value = (double.IsNaN(value) ? 0 : value) + (byBytes ? step.Bytes : step.Connections);
        }
        return new(length, values);
    }

    /// <summary>The chart's lines from top to bottom, without blanks at their ends.</summary>
    /// <param name="height">Lines.</param>
    /// <param name="unicode">Whether block characters may be used.</param>
    public IEnumerable<string> Lines(int height, bool unicode)
    {
        string blocks = unicode ? Blocks : PlainBlocks;
        double peak = Math.Max(Peak, 1);
        for (int row = height - 1; row >= 0; row--)
        {
            StringBuilder line = new(Width);
            foreach (double value in _values)
            {
                // Eighths of a line; whatever was there at all shows at least one.
                int eighths = double.IsNaN(value) ? 0 : Math.Max((int)Math.Round(value / peak * height * 8), 1);
                line.Append(blocks[Math.Clamp(eighths - row * 8, 0, 8)]);
            }
            yield return line.ToString().TrimEnd();
        }
    }

    /// <summary>A bar of so many cells at most, in eighths of a cell.</summary>
    public static string Bar(double fraction, int cells, bool unicode)
    {
        int eighths = (int)Math.Round(Math.Clamp(fraction, 0, 1) * cells * 8);
        return unicode
            ? new string('█', eighths / 8) + (eighths % 8 == 0 ? "" : "▏▎▍▌▋▊▉"[eighths % 8 - 1].ToString())
            : new string('#', (eighths + 4) / 8);
    }

    private static long ColumnLength(long first, long last, long step, int limit)
    {
        foreach (long length in s_lengths)
        {
            if (length % step == 0 && ColumnOf(last, length) - ColumnOf(first, length) < limit)
            {
                return length;
            }
        }
        // Steps that fit no round length, or years: as many steps as it takes.
        long steps = Math.Max((last - first) / step / limit, 1);
        while (ColumnOf(last, steps * step) - ColumnOf(first, steps * step) >= limit)
        {
            steps++;
        }
        return steps * step;
    }

    private static long ColumnOf(long seconds, long length) => (long)Math.Floor((double)seconds / length);
}
