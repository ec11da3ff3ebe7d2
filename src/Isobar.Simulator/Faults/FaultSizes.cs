using Isobar.Simulator.Drawing;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Faults;

/// <summary>Draws kinds, shares, delays and lengths of faults (section 11 of the statistical design).</summary>
internal static class FaultSizes
{
    private const double LongestDelayMicros = 200_000;
    private const long Hour = 3600;

    /// <summary>One of these.</summary>
    public static double OneOf(ref KeyedRandom random, ReadOnlySpan<double> shares) => shares[random.Next(shares.Length)];

    /// <summary>
    /// 0.4, 0.8 or 1. Loss of packets shows by halves in failures and in times, and vanished clients are told from the noise of arrivals: both need the larger shares to be as
    /// clear as the others. Of a path or a transit network a pair sees only the share of its traffic that goes that way.
    /// </summary>
    public static double ClearShare(ref KeyedRandom random, FaultKind kind, FaultElementKind element) =>
        kind is FaultKind.Partial or FaultKind.Vanish || element is FaultElementKind.Path or FaultElementKind.TransitAs ? OneOf(ref random, [0.8, 1]) : OneOf(ref random, [0.4, 0.8, 1]);

    /// <summary>Half an hour or longer; two in five longer than two hours, up to eight.</summary>
    public static long LongSeconds(ref KeyedRandom random) => (long)(random.Chance(0.4)
        ? random.NextLogUniform(2 * Hour + 1, 8 * Hour)
        : random.NextLogUniform(Hour / 2, 2 * Hour));

    /// <summary>Five minutes or shorter.</summary>
    public static long ShortSeconds(ref KeyedRandom random) => (long)random.NextLogUniform(20, 300);

    /// <summary>A fault of this kind with a delay that fits the pairs: from twice the margin of the slowest of them to 200 ms, mostly above the clear shift.</summary>
    public static FaultSpec WithDelay(ref KeyedRandom random, FaultSpec spec, IEnumerable<UsualRtt> usual, double clearChance)
    {
        if (!spec.LowersPerformance)
        {
            return spec;
        }
        if (spec.Kind == FaultKind.ServiceSlow)
        {
            return spec with { DelayMicros = (long)random.NextLogUniform(120_000, 1_000_000) };
        }
        UsualRtt[] pairs = [.. usual];
        bool isClear = random.Chance(clearChance);
        if (spec.Kind == FaultKind.RttMultiply)
        {
            double least = pairs.Max(rtt => 1 + LeastDelay(rtt, isClear) / rtt.P10Micros);
            return spec with { Factor = random.NextLogUniform(least, Math.Max(3, 1.5 * least)) };
        }
        double low = pairs.Max(rtt => LeastDelay(rtt, isClear));
        return spec with { DelayMicros = (long)random.NextLogUniform(Math.Min(low, 0.95 * LongestDelayMicros), LongestDelayMicros) };
    }

    /// <summary>A kind: failures more often than delays, the rest seldom.</summary>
    public static FaultKind NetworkKind(ref KeyedRandom random, bool mayMultiply, bool mayBePartial)
    {
        double draw = random.NextShare();
        return draw < 0.10 ? FaultKind.Vanish
            : draw < 0.18 && mayMultiply ? FaultKind.RttMultiply
            : draw < 0.25 && mayBePartial ? FaultKind.Partial
            : draw < 0.60 ? FaultKind.Fail
            : FaultKind.RttAdd;
    }

    private static double LeastDelay(in UsualRtt usual, bool isClear) => Math.Max(2 * usual.MarginMicros, isClear ? 1.05 * usual.ClearShiftMicros : 0);
}
