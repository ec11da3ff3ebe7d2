using System.Collections.Immutable;
using Isobar.Core.Events;
using Isobar.Core.Monitors;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// The thresholds that the user asks about. Each set is a monitor of its own over the same health map: the n-th value of every kind share the n-th monitor, as
/// kinds of events do not touch one another.
/// </summary>
internal sealed record ThresholdPlan
{
    /// <summary>Values of a kind that are taken at most: each monitor costs an overlay a window.</summary>
    public const int Limit = 16;

    /// <summary>No thresholds but the default ones.</summary>
    public static ThresholdPlan None { get; } = new();

    /// <summary>Thresholds of overall availability.</summary>
    public ImmutableArray<double> Availability { get; init; } = [];

    /// <summary>Thresholds of overall performance.</summary>
    public ImmutableArray<double> Performance { get; init; } = [];

    /// <summary>Thresholds of local availability.</summary>
    public ImmutableArray<double> LocalAvailability { get; init; } = [];

    /// <summary>Thresholds of local performance.</summary>
    public ImmutableArray<double> LocalPerformance { get; init; } = [];

    /// <summary>The values of a kind.</summary>
    public ImmutableArray<double> Of(HealthEventImpactType type) => type switch
    {
        HealthEventImpactType.Availability => Availability,
        HealthEventImpactType.Performance => Performance,
        HealthEventImpactType.LocalAvailability => LocalAvailability,
        _ => LocalPerformance,
    };

    /// <summary>The default threshold of a kind.</summary>
    public static double DefaultOf(HealthEventImpactType type) => type switch
    {
        HealthEventImpactType.Availability => new HealthEventsConfig().AvailabilityScoreThreshold,
        HealthEventImpactType.Performance => new HealthEventsConfig().PerformanceScoreThreshold,
        HealthEventImpactType.LocalAvailability => new HealthEventsConfig().AvailabilityLocal.HealthScoreThreshold,
        _ => new HealthEventsConfig().PerformanceLocal.HealthScoreThreshold,
    };

    /// <summary>The default monitor under other thresholds, one for each set; none where nothing was asked.</summary>
    public IEnumerable<TrafficMonitor> Monitors(TrafficMonitor original)
    {
        int count = Enum.GetValues<HealthEventImpactType>().Max(type => Of(type).Length);
        for (int set = 0; set < count; set++)
        {
            HealthEventsConfig config = original.HealthEvents;
            yield return original with
            {
                Name = NameOf(set),
                HealthEvents = config with
                {
                    AvailabilityScoreThreshold = ValueOr(Availability, set, config.AvailabilityScoreThreshold),
                    PerformanceScoreThreshold = ValueOr(Performance, set, config.PerformanceScoreThreshold),
                    AvailabilityLocal = config.AvailabilityLocal with { HealthScoreThreshold = ValueOr(LocalAvailability, set, config.AvailabilityLocal.HealthScoreThreshold) },
                    PerformanceLocal = config.PerformanceLocal with { HealthScoreThreshold = ValueOr(LocalPerformance, set, config.PerformanceLocal.HealthScoreThreshold) },
                },
            };
        }
    }

    /// <summary>Name of the monitor that has the n-th values.</summary>
    public static string NameOf(int set) => $"thresholds-{set + 1}";

    private static double ValueOr(ImmutableArray<double> values, int set, double other) => set < values.Length ? values[set] : other;
}
