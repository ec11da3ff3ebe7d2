using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>The periods that a request for data asks for.</summary>
internal static class MetricTimes
{
    private const long Minute = 60, FiveMinutes = 300, Hour = 3_600, Day = 86_400;

    /// <summary>The range of a request, its start rounded down: to the minute within 15 days, to five minutes within 63, to the hour beyond (spec 16.2).</summary>
    public static (long From, long To) Range(RequestMembers request, int shortestPeriod, long nowMillis)
    {
        long from = request.Time("StartTime") ?? throw CloudWatchFault.Missing("StartTime"), to = request.Time("EndTime") ?? throw CloudWatchFault.Missing("EndTime");
        if (from >= to)
        {
            throw CloudWatchFault.Validation("The parameter StartTime must be less than the parameter EndTime.");
        }
        long now = nowMillis / 1000, start = FloorDivide(from, 1000), age = now - start;
        long step = age > 63 * Day ? Hour : age > 15 * Day ? FiveMinutes : Math.Min(Minute, shortestPeriod);
        return (start - FloorRest(start, step), FloorDivide(to + 999, 1000));
    }

    /// <summary>The periods of a request with one period.</summary>
    public static MetricGrid Grid(RequestMembers request, int period, long nowMillis)
    {
        (long from, long to) = Range(request, period, nowMillis);
        return Grid(from, to, period);
    }

    /// <summary>The periods of a range, on the clock of their own length.</summary>
    public static MetricGrid Grid(long from, long to, int period) => (to - from) / period > 10_000_000
        ? throw CloudWatchFault.Validation("The range between StartTime and EndTime has too many periods.")
        : MetricGrid.Aligned(from, to, period);

    private static long FloorRest(long value, long step) => (value % step + step) % step;

    private static long FloorDivide(long value, long by) => (value - FloorRest(value, by)) / by;
}
