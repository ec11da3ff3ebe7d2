namespace Isobar.Core.Scoring.Units;

/// <summary>
/// What an element says of its members in a window, packed: every thin stratum asks all of its elements, and the elements themselves lie far apart in memory.
/// </summary>
/// <param name="Availability">Of availability.</param>
/// <param name="Performance">Of performance.</param>
/// <param name="Tested">The streams that it could test.</param>
/// <param name="Strata">How many members it has: the smaller element is asked first.</param>
internal readonly record struct ElementVoice(MetricVoice Availability, MetricVoice Performance, TestedStreams Tested, int Strata)
{
    /// <summary>What it says of a metric.</summary>
    public MetricVoice Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;
}
