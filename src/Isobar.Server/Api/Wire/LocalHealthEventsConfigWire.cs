using Isobar.Core.Monitors;
using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Wire;

/// <summary>Thresholds of local events (spec 4.3).</summary>
internal sealed record LocalHealthEventsConfigWire
{
    public const string Enabled = "ENABLED", Disabled = "DISABLED";

    public string? Status { get; init; }

    public double? HealthScoreThreshold { get; init; }

    public double? MinTrafficImpact { get; init; }

    public static LocalHealthEventsConfigWire Of(LocalHealthEventsConfig config) => new()
    {
        Status = config.IsEnabled ? Enabled : Disabled, HealthScoreThreshold = config.HealthScoreThreshold, MinTrafficImpact = config.MinTrafficImpact,
    };

    public static void Check(FaultCollector faults, string member, LocalHealthEventsConfigWire? config) =>
        faults.Choice($"{member}.status", config?.Status, Enabled, Disabled)
            .Percentage($"{member}.healthScoreThreshold", config?.HealthScoreThreshold)
            .Percentage($"{member}.minTrafficImpact", config?.MinTrafficImpact);

    public LocalHealthEventsConfig ToConfig()
    {
        LocalHealthEventsConfig usual = new();
        return new(Status != Disabled, HealthScoreThreshold ?? usual.HealthScoreThreshold, MinTrafficImpact ?? usual.MinTrafficImpact);
    }
}
