namespace Isobar.Core.Baselines;

/// <summary>Medians of a few whole numbers.</summary>
internal static class Medians
{
    /// <summary>The median; of an even number of values the mean of the middle two, rounded down. Sorts the values.</summary>
    public static int Take(Span<int> values)
    {
        // Days and slots have 32 values at most, where insertion beats the general sort.
        for (int i = 1; i < values.Length; i++)
        {
            int value = values[i], at = i;
            for (; at > 0 && values[at - 1] > value; at--)
            {
                values[at] = values[at - 1];
            }
            values[at] = value;
        }
        int middle = values.Length / 2;
        return values.Length % 2 != 0 ? values[middle] : (int)(((long)values[middle - 1] + values[middle]) >> 1);
    }
}
