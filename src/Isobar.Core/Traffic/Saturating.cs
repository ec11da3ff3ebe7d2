namespace Isobar.Core.Traffic;

/// <summary>Sums of counts that logs claim. A line may claim 10^18 bytes, so sums stop at the greatest number instead of overflowing; stopping keeps them associative.</summary>
public static class Saturating
{
    /// <summary>The sum of two numbers that are not negative.</summary>
    public static long Add(long a, long b)
    {
        long sum = unchecked(a + b);
        return sum < 0 ? long.MaxValue : sum;
    }

    /// <inheritdoc cref="Add(long, long)"/>
    public static int Add(int a, int b)
    {
        int sum = unchecked(a + b);
        return sum < 0 ? int.MaxValue : sum;
    }
}
