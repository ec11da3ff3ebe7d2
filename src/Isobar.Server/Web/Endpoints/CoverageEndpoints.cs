using Isobar.Core.Monitors;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage;

namespace Isobar.Server.Web.Endpoints;

/// <summary>What a monitor would cover, before it is made.</summary>
internal sealed class CoverageEndpoints(ConsoleServices services)
{
    private const long Hour = 3_600;
    private const int Most = 500_000;

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes) => routes.Get(
        "/coverage", "GetCoverage", ConsoleRole.Viewer, "What a selection would cover, and what the service would charge for it.",
        (string[]? resource, int? percentage, int? maximum) => Answer(resource ?? [], percentage ?? 100, maximum));

    private CoverageAnswer Answer(string[] resources, int percentage, int? maximum)
    {
        if (percentage is < 1 or > 100)
        {
            throw ConsoleFault.Invalid("percentage", "1 to 100 is expected.");
        }
        if (maximum is < 1 or > Most)
        {
            throw ConsoleFault.Invalid("maximum", $"1 to {Most} is expected.");
        }
        WatchableResource[] chosen = [.. services.Resources.All.Where(resource => resources.Length == 0 || resources.Contains(resource.Arn.Text))];
        MonitoredSources sources = new([.. chosen.Select(resource => new MonitoredResource(resource.Arn, resource.Sources))]);
        (long from, long to, CityNetworkTotals totals) = Traffic([.. chosen.SelectMany(resource => resource.Sources)]);
        bool isBytes = sources.Weight == TrafficWeight.Bytes && totals.BytesIn.Zip(totals.BytesOut, (received, sent) => received + sent).Any(bytes => bytes > 0);
        IEnumerable<long> volumes = isBytes ? totals.BytesIn.Zip(totals.BytesOut, (received, sent) => received + sent) : totals.Connections;
        CoveragePlan plan = CoveragePlan.Of(volumes, percentage, maximum);
        return new()
        {
            From = from,
            To = to,
            CityNetworks = plan.CityNetworks,
            WeighedIn = isBytes ? "bytes" : "connections",
            Levels = new([.. TrafficCoverage.Percentages.ToArray().Select(level => (int)level)], plan.Coverage.CityNetworksFor),
            Selection = new(percentage, maximum, plan.Coverage.CityNetworksMonitored, Figures.Score(plan.Coverage.TrafficMonitoredPercent) ?? 0, plan.IsCapped),
            // Resources without traffic would be charged for too.
            Price = ServicePrice.Of(resources.Length == 0 ? chosen.Length : resources.Distinct().Count(), plan.Coverage.CityNetworksMonitored),
        };
    }

    /// <summary>Traffic of the last hour that is whole, by which monitors select too; of what there is since, where that hour saw nothing.</summary>
    private (long From, long To, CityNetworkTotals Totals) Traffic(string[] sources)
    {
        long to = services.Now / Hour * Hour;
        CityNetworkTotals totals = services.Folder.Tallies.Of(sources, to - Hour, to);
        return totals.Count > 0 ? (to - Hour, to, totals) : (to - Hour, services.Now, services.Folder.Tallies.Of(sources, to - Hour, services.Now));
    }
}
