using System.Globalization;
using System.Text.RegularExpressions;

namespace Isobar.Core.Monitors;

/// <summary>Checks a monitor's settings against the ranges of the API model (spec 4.2). These are validation, not quotas, and hold always.</summary>
public static partial class MonitorFaults
{
    private const int CityNetworkLimit = 500_000;

    /// <summary>All faults, each a sentence that names the setting; empty for a good monitor.</summary>
    public static IReadOnlyList<string> Of(TrafficMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        List<string> faults = [];
        if (!MonitorName().IsMatch(monitor.Name))
        {
            faults.Add("MonitorName must be 1 to 255 letters, digits, dots, hyphens or underscores.");
        }
        AddOutside(faults, "TrafficPercentageToMonitor", monitor.TrafficPercentage, 1, 100);
        AddOutside(faults, "MaxCityNetworksToMonitor", monitor.MaximumCityNetworks ?? 1, 1, CityNetworkLimit);
        HealthEventsConfig config = monitor.HealthEvents;
        AddOutside(faults, "AvailabilityScoreThreshold", config.AvailabilityScoreThreshold, 0, 100);
        AddOutside(faults, "PerformanceScoreThreshold", config.PerformanceScoreThreshold, 0, 100);
        AddLocal(faults, "AvailabilityLocalHealthEventsConfig", config.AvailabilityLocal);
        AddLocal(faults, "PerformanceLocalHealthEventsConfig", config.PerformanceLocal);
        EventRules rules = monitor.EventRules;
        AddOutside(faults, "ClosingMargin", rules.ClosingMargin, 0, 100);
        AddOutside(faults, "ClosingWindows", rules.ClosingWindows, 1, 288);
        AddOutside(faults, "ReactivationSeconds", rules.ReactivationSeconds, 0, 3600);
        AddOutside(faults, "NoDataWindows", rules.NoDataWindows, 1, 288);
        AddOutside(faults, "NotificationAgeSeconds", rules.NotificationAgeSeconds, 0, 86_400);
        AddOutside(faults, "NotificationMargin", rules.NotificationMargin, 0, 100);
        AddOutside(faults, "NotificationWindows", rules.NotificationWindows, 1, 288);
        foreach (MonitoredResource resource in monitor.Resources.Where(resource => resource.Sources.IsDefaultOrEmpty))
        {
            faults.Add($"The resource {resource.Arn} has no traffic source: name one that stands for it.");
        }
        return faults;
    }

    private static void AddLocal(List<string> faults, string name, LocalHealthEventsConfig local)
    {
        AddOutside(faults, $"{name}.HealthScoreThreshold", local.HealthScoreThreshold, 0, 100);
        AddOutside(faults, $"{name}.MinTrafficImpact", local.MinTrafficImpact, 0, 100);
    }

    private static void AddOutside(List<string> faults, string name, double value, double lowest, double highest)
    {
        // Written so that NaN is outside.
        if (!(value >= lowest && value <= highest))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} must be {lowest} to {highest}, not {value}."));
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_.-]{1,255}\z")]
    private static partial Regex MonitorName();
}
