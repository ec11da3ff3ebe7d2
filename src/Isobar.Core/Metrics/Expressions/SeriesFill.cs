namespace Isobar.Core.Metrics.Expressions;

/// <summary>Ways to fill the gaps of a series.</summary>
internal static class SeriesFill
{
    /// <summary>A number in each gap.</summary>
    public static double[] With(double[] values, double filler) => Array.ConvertAll(values, value => double.IsNaN(value) ? filler : value);

    /// <summary>The value before the gap; what precedes the first value stays empty.</summary>
    public static double[] Repeat(double[] values)
    {
        double last = double.NaN;
        return Array.ConvertAll(values, value => last = double.IsNaN(value) ? last : value);
    }

    /// <summary>A straight line between the values beside the gap; what has a value on one side only stays empty.</summary>
    public static double[] Linear(double[] values)
    {
        double[] filled = [.. values];
        int last = -1;
        for (int i = 0; i < filled.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }
            for (int gap = last + 1; last >= 0 && gap < i; gap++)
            {
                filled[gap] = values[last] + (values[i] - values[last]) * (gap - last) / (i - last);
            }
            last = i;
        }
        return filled;
    }
}
