namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>A running median: takes single spikes out of a series and leaves its steps where they are.</summary>
public static class MedianFilter
{
    private const int WidestWidth = 63;

    /// <summary>Replaces each value by the median of the values around it; near the ends by that of those there are.</summary>
    /// <param name="source">The series.</param>
    /// <param name="destination">At least as long as <paramref name="source"/>, and not the same memory.</param>
    /// <param name="width">Values in the window, odd, 1 to 63. Spikes of up to (width − 1) / 2 values vanish.</param>
    public static void Apply(ReadOnlySpan<double> source, Span<double> destination, int width)
    {
        CheckWidth(width);
        int half = width / 2;
        for (int i = 0; i < source.Length; i++)
        {
            int from = Math.Max(0, i - half);
            int to = Math.Min(source.Length, i + half + 1);
            destination[i] = At(source[from..to]);
        }
    }

    /// <summary>The median of one window; the mean of the two middle values when their number is even.</summary>
    /// <param name="window">1 to 63 values, none NaN.</param>
    public static double At(ReadOnlySpan<double> window)
    {
        if (window.Length is 0 or > WidestWidth)
        {
            throw new ArgumentOutOfRangeException(nameof(window), window.Length, $"A window holds 1 to {WidestWidth} values.");
        }
        Span<double> sorted = stackalloc double[WidestWidth];
        sorted = sorted[..window.Length];
        window.CopyTo(sorted);
        sorted.Sort();
        return RobustLevel.MiddleOf(sorted);
    }

    /// <summary>Throws unless the width is odd and 1 to 63.</summary>
    internal static void CheckWidth(int width)
    {
        if (width is < 1 or > WidestWidth || width % 2 == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, $"A window's width is odd, 1 to {WidestWidth}.");
        }
    }
}
