namespace Isobar.Core.Alarms;

/// <summary>How points become a state.</summary>
public sealed record AlarmRule
{
    /// <summary>The evaluator looks at so many periods more than N, for points that come late (spec 16.3).</summary>
    public const int FurtherPeriods = 2;

    /// <summary>N: points that are judged.</summary>
    public required int EvaluationPeriods { get; init; }

    /// <summary>M: points among them that must cross the threshold.</summary>
    public required int DatapointsToAlarm { get; init; }

    /// <summary>What is compared with.</summary>
    public required double Threshold { get; init; }

    /// <summary>How it is compared.</summary>
    public required AlarmComparison Comparison { get; init; }

    /// <summary>What stands in for missing points.</summary>
    public MissingData MissingData { get; init; } = MissingData.Missing;

    /// <summary>A point of fewer samples says nothing, and the state stays as it is; 0 where each point counts.</summary>
    public double LeastSamples { get; init; }

    /// <summary>Periods that are fetched.</summary>
    public int RangeLength => EvaluationPeriods + FurtherPeriods;

    /// <summary>
    /// Samples below which a percentile is not to be trusted: 10 / (1 − p) from the median on, 10 / p below it (spec 16.3).
    /// </summary>
    /// <param name="share">The percentile, 0 to 1.</param>
    public static double SamplesFor(double share) => share >= 0.5 ? 10 / (1 - share) : 10 / share;

    /// <summary>Whether a value crosses the threshold.</summary>
    public bool IsBreaching(double value) => Comparison switch
    {
        AlarmComparison.GreaterThanOrEqualToThreshold => value >= Threshold,
        AlarmComparison.GreaterThanThreshold => value > Threshold,
        AlarmComparison.LessThanThreshold => value < Threshold,
        _ => value <= Threshold,
    };
}
