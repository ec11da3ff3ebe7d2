using Isobar.Core.Traffic;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Drawing;

/// <summary>The window or hour that rows are drawn for.</summary>
internal readonly struct DrawPeriod
{
    /// <param name="startSeconds">Start, Unix seconds.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="windowSeconds">Length of a window of the world.</param>
    /// <param name="visitSeconds">How long a client stays on average.</param>
    public DrawPeriod(long startSeconds, int seconds, int windowSeconds, int visitSeconds = WorldOptions.UsualVisitSeconds)
    {
        StartSeconds = startSeconds;
        Seconds = seconds;
        Windows = seconds / (double)windowSeconds;
        MiddleSeconds = startSeconds + seconds / 2;
        double angle = 2 * Math.PI * (((MiddleSeconds % 86_400) + 86_400) % 86_400) / 86_400;
        DayCos = Math.Cos(angle);
        DaySin = Math.Sin(angle);
        Key = StableHash.Combine((ulong)seconds, unchecked((ulong)startSeconds));
        int interval = Math.Min(windowSeconds, 60);
        Intervals = Math.Max(1, seconds / interval);
        // Who is there at once is renewed every visit: of the votes of a period, this share is of clients that have not voted in it yet.
        NewClientShare = Math.Min(1, (1 + seconds / (double)visitSeconds) * interval / seconds);
    }

    /// <summary>Start, Unix seconds.</summary>
    public long StartSeconds { get; }

    /// <summary>Length.</summary>
    public int Seconds { get; }

    /// <summary>Length in windows.</summary>
    public double Windows { get; }

    /// <summary>The middle, where rhythms are read.</summary>
    public long MiddleSeconds { get; }

    /// <summary>Cosine of the time of day, UTC.</summary>
    public double DayCos { get; }

    /// <summary>Sine of the time of day, UTC.</summary>
    public double DaySin { get; }

    /// <summary>Part of the key of all random streams of this period.</summary>
    public ulong Key { get; }

    /// <summary>Votes that a client can cast.</summary>
    public int Intervals { get; }

    /// <summary>Distinct clients for each vote.</summary>
    public double NewClientShare { get; }
}
