using Isobar.Core.Monitors;

namespace Isobar.Storage.Measurements;

/// <summary>How measurements are summed up.</summary>
public sealed record MeasurementGrouping
{
    /// <summary>Length of a step of time, seconds, from 1970 on; 0 sums over all time.</summary>
    public int StepSeconds { get; init; }

    /// <summary>What else tells groups apart.</summary>
    public MeasurementKeys Keys { get; init; }

    /// <summary>Only so many groups, those with the most traffic, the greatest first; 0 gives all, in the order of time and keys.</summary>
    public int Largest { get; init; }

    /// <summary>In what traffic is weighed: by which groups are ranked, and times averaged.</summary>
    public TrafficWeight WeighedIn { get; init; }
}
