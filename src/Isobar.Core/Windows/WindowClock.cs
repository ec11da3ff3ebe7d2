namespace Isobar.Core.Windows;

/// <summary>
/// The grid of windows and, inside them, of client intervals: what one client contributes is bounded per min(window, 60 s), so that neither a broken
/// client nor a retry storm makes an event (docs/decisions/0001-client-minutes.md).
/// </summary>
public sealed record WindowClock
{
    private const long MicrosPerSecond = 1_000_000;

    /// <param name="windowSeconds">10 to 300, a divisor of 300.</param>
    public WindowClock(int windowSeconds)
    {
        if (!IsLegal(windowSeconds))
        {
            throw new ArgumentOutOfRangeException(nameof(windowSeconds), windowSeconds, "A window is 10 to 300 seconds long and divides 300.");
        }
        WindowSeconds = windowSeconds;
        IntervalSeconds = IntervalFor(windowSeconds);
    }

    /// <summary>Length of a window, seconds.</summary>
    public int WindowSeconds { get; }

    /// <summary>Length of a client interval, seconds: a minute or the window when that is shorter; 75 or 100 where no minute fits.</summary>
    public int IntervalSeconds { get; }

    /// <summary>Whether a window may have this length: 10 to 300 seconds, a divisor of 300, since everything stored is summed to five minutes.</summary>
    public static bool IsLegal(int windowSeconds) => windowSeconds is >= 10 and <= 300 && 300 % windowSeconds == 0;

    /// <summary>Number of the client interval that holds a time, counted from 1970.</summary>
    /// <param name="micros">Microseconds since 1970.</param>
    public long IntervalOf(long micros) => FloorDivide(micros, IntervalSeconds * MicrosPerSecond);

    /// <summary>Number of the window that holds a client interval.</summary>
    public long WindowOfInterval(long interval) => FloorDivide(interval * IntervalSeconds, WindowSeconds);

    /// <summary>Number of the window that holds a time.</summary>
    public long WindowOf(long micros) => FloorDivide(micros, WindowSeconds * MicrosPerSecond);

    /// <summary>Start of a window, seconds since 1970.</summary>
    public long StartSeconds(long window) => window * WindowSeconds;

    /// <summary>The first window that is still open at a watermark: all before it have passed.</summary>
    public long FirstOpenWindow(long watermarkMicros) => WindowOf(watermarkMicros);

    /// <summary>
    /// An interval must lie in one window, and a client may not contribute more than once a minute: the shortest divisor of the window that is at least
    /// min(window, 60 s). Windows of 75, 100 and 150 s are not made of whole minutes, so theirs are 75, 100 and 75 s.
    /// </summary>
    private static int IntervalFor(int windowSeconds)
    {
        int interval = Math.Min(windowSeconds, 60);
        while (windowSeconds % interval != 0)
        {
            interval++;
        }
        return interval;
    }

    private static long FloorDivide(long value, long divisor)
    {
        long quotient = value / divisor;
        return value % divisor < 0 ? quotient - 1 : quotient;
    }
}
