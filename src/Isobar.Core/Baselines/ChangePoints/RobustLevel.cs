namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>Where a piece of a series lies and how far it spreads, blind to up to half of its values being outliers.</summary>
/// <param name="Median">The median, in the unit of the values.</param>
/// <param name="Spread">1.4826 × the median absolute deviation: the standard deviation, were the values normal.</param>
public readonly record struct RobustLevel(double Median, double Spread)
{
    /// <summary>1 / Φ⁻¹(¾).</summary>
    private const double NormalConsistency = 1.4826;

    /// <summary>The level of some values.</summary>
    /// <param name="values">At least one, none NaN.</param>
    /// <param name="scratch">At least as long as <paramref name="values"/>; overwritten.</param>
    public static RobustLevel Of(ReadOnlySpan<double> values, Span<double> scratch)
    {
        Span<double> sorted = scratch[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        double median = MiddleOf(sorted);
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = Math.Abs(sorted[i] - median);
        }
        sorted.Sort();
        return new RobustLevel(median, NormalConsistency * MiddleOf(sorted));
    }

    /// <summary>The median of sorted values.</summary>
    internal static double MiddleOf(ReadOnlySpan<double> sorted)
    {
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
