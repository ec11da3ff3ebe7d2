namespace Isobar.Core.Scoring;

/// <summary>What a score is about. The two are tested, scored and reported apart.</summary>
public enum HealthMetric : byte
{
    /// <summary>Whether users reach the application.</summary>
    Availability,

    /// <summary>Whether it is as fast for them as it usually is.</summary>
    Performance,
}
