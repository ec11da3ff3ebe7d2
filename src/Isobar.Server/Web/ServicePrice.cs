using Isobar.Server.Web.Wire;

namespace Isobar.Server.Web;

/// <summary>The list prices of Amazon CloudWatch Internet Monitor (spec 14), for comparison. Logs, metrics and alarms come on top of them there.</summary>
internal static class ServicePrice
{
    private const decimal PerResourceHour = 0.01m, PerCityNetworkHour = 0.74m / 10_000;
    private const int FreeCityNetworks = 100, HoursPerMonth = 730;

    /// <summary>What a month costs.</summary>
    /// <param name="resources">Monitored resources.</param>
    /// <param name="cityNetworks">City-networks that are monitored; the first hundred of an account are free.</param>
    public static PriceWire Of(int resources, int cityNetworks)
    {
        int billed = Math.Max(0, cityNetworks - FreeCityNetworks);
        decimal ofResources = Math.Round(resources * PerResourceHour * HoursPerMonth, 2), ofNetworks = Math.Round(billed * PerCityNetworkHour * HoursPerMonth, 2);
        return new("USD", resources, (double)ofResources, billed, (double)ofNetworks, (double)(ofResources + ofNetworks));
    }
}
