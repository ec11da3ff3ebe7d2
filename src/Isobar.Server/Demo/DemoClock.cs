namespace Isobar.Server.Demo;

/// <summary>A clock that runs faster than the wall's from now on, for a demo that is to be over sooner. How long work takes is measured in real time.</summary>
/// <param name="time">The real clock.</param>
/// <param name="speed">Seconds of the demo for each real one, 1 or more.</param>
internal sealed class DemoClock(TimeProvider time, double speed) : TimeProvider
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private readonly long _startStamp = time.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => time.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + time.GetElapsedTime(_startStamp) * speed;

    /// <inheritdoc/>
    public override long GetTimestamp() => time.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => time.CreateTimer(callback, state, dueTime, period);
}
