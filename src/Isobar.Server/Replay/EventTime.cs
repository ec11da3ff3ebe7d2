using System.Globalization;

namespace Isobar.Server.Replay;

/// <summary>Times of records as text, UTC. A log may claim any time, so what the calendar cannot hold is shown as its nearest end.</summary>
internal static class EventTime
{
    /// <summary>ISO 8601 with as many decimals as there are, `2025-12-17T09:03:01Z`.</summary>
    public static string Iso(long micros) => ToUtc(micros).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>For people: `2025-12-17 09:03:01`.</summary>
    public static string Readable(long micros) => ToUtc(micros).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>For the ends of a chart: `17 Dec 09:03`.</summary>
    public static string Short(long micros) => ToUtc(micros).ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    private static DateTime ToUtc(long micros)
    {
        long low = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        long high = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return DateTime.UnixEpoch.AddTicks(Math.Clamp(micros, low, high) * TimeSpan.TicksPerMicrosecond);
    }
}
