namespace Isobar.Core.Monitors;

/// <summary>
/// The processing status of a monitor over time: collecting at first, OK once half of the traffic is testable, insufficient when it is not after 24 hours, or no
/// longer for 24 hours (section 10 of the statistical design).
/// </summary>
public sealed class ProcessingCourse
{
    /// <summary>Share of the traffic that must be testable, percent.</summary>
    public const double TestableNeeded = 50;

    /// <summary>How long a monitor may be without it, seconds.</summary>
    public const long PatienceSeconds = 24 * 3600;

    /// <summary>Unix seconds of the first window since the monitor became active, or of the last testable one; null while it is inactive.</summary>
    public long? TestableUntil { get; private set; }

    /// <summary>Whether enough was testable at any time since the monitor became active.</summary>
    public bool WasTestable { get; private set; }

    /// <summary>The status now.</summary>
    public ProcessingStatus Status { get; private set; } = ProcessingStatus.CollectingData;

    /// <summary>Takes a window into account.</summary>
    public void Add(MonitorWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        bool isTestable = window.TestablePercent >= TestableNeeded;
        WasTestable |= isTestable;
        TestableUntil = isTestable ? window.WindowEnd : TestableUntil ?? window.WindowStart;
        Status = window.WindowEnd - TestableUntil >= PatienceSeconds ? ProcessingStatus.InsufficientData
            : WasTestable ? ProcessingStatus.Ok
            : ProcessingStatus.CollectingData;
    }

    /// <summary>Goes on after a restart.</summary>
    public void Restore(long? testableUntil, bool wasTestable, ProcessingStatus status) =>
        (TestableUntil, WasTestable, Status) = (testableUntil, wasTestable, status);

    /// <summary>The monitor was switched off; when it is switched on, it collects anew.</summary>
    public void Stop() => (TestableUntil, WasTestable, Status) = (null, false, ProcessingStatus.Inactive);
}
