namespace Isobar.Core.Baselines;

/// <summary>Medians of a few whole numbers.</summary>
internal static class Medians
{
    /// <summary>The median; of an even number of values the mean of the middle two, rounded down. Sorts the values.</summary>
    public static int Take(Span<int> values)
    {
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 != 0 ? values[middle] : (int)(((long)values[middle - 1] + values[middle]) >> 1);
    }
}
