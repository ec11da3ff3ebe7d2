using Isobar.Core.Monitors;
using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Wire;

/// <summary>Thresholds (spec 4.3). What is left out has its default; once any are set, all of them are told.</summary>
internal sealed record HealthEventsConfigWire
{
    public double? AvailabilityScoreThreshold { get; init; }

    public double? PerformanceScoreThreshold { get; init; }

    public LocalHealthEventsConfigWire? AvailabilityLocalHealthEventsConfig { get; init; }

    public LocalHealthEventsConfigWire? PerformanceLocalHealthEventsConfig { get; init; }

    public static HealthEventsConfigWire? Of(HealthEventsConfig? config) => config is null ? null : new()
    {
        AvailabilityScoreThreshold = config.AvailabilityScoreThreshold,
        PerformanceScoreThreshold = config.PerformanceScoreThreshold,
        AvailabilityLocalHealthEventsConfig = LocalHealthEventsConfigWire.Of(config.AvailabilityLocal),
        PerformanceLocalHealthEventsConfig = LocalHealthEventsConfigWire.Of(config.PerformanceLocal),
    };

    public static void Check(FaultCollector faults, HealthEventsConfigWire? config)
    {
        const string Member = "healthEventsConfig";
        faults.Percentage($"{Member}.availabilityScoreThreshold", config?.AvailabilityScoreThreshold)
            .Percentage($"{Member}.performanceScoreThreshold", config?.PerformanceScoreThreshold);
        LocalHealthEventsConfigWire.Check(faults, $"{Member}.availabilityLocalHealthEventsConfig", config?.AvailabilityLocalHealthEventsConfig);
        LocalHealthEventsConfigWire.Check(faults, $"{Member}.performanceLocalHealthEventsConfig", config?.PerformanceLocalHealthEventsConfig);
    }

    public HealthEventsConfig ToConfig()
    {
        HealthEventsConfig usual = new();
        return new()
        {
            AvailabilityScoreThreshold = AvailabilityScoreThreshold ?? usual.AvailabilityScoreThreshold,
            PerformanceScoreThreshold = PerformanceScoreThreshold ?? usual.PerformanceScoreThreshold,
            AvailabilityLocal = AvailabilityLocalHealthEventsConfig?.ToConfig() ?? usual.AvailabilityLocal,
            PerformanceLocal = PerformanceLocalHealthEventsConfig?.ToConfig() ?? usual.PerformanceLocal,
        };
    }
}
