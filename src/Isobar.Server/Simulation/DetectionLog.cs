using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Server.Simulation;

/// <summary>INTERIM: each opening of a pair or element.</summary>
internal sealed class DetectionLog(SimulationRun run)
{
    private readonly Dictionary<(HealthMetric, NetworkElement), (long Start, long Opened, int[] Pairs)> _open = [];
    private readonly List<Detection> _done = [];

    public void Add(HealthMap map)
    {
        HashSet<(HealthMetric, NetworkElement)> now = [];
        for (int pair = 0; pair < map.Pairs.Count; pair++)
        {
            foreach (HealthMetric metric in new[] { HealthMetric.Availability, HealthMetric.Performance })
            {
                MetricHealth health = map.Health.Span[pair].Of(metric);
                if (health.OpenedBy != OpeningPath.None)
                {
                    var key = (metric, new NetworkElement(ElementKind.Pair, map.Pairs[pair].ServiceLocation, map.Pairs[pair].CityNetwork.Id.ToString()));
                    now.Add(key);
                    if (!_open.ContainsKey(key)) { _open[key] = (health.Since, map.WindowStart, [run.WorldPair(pair)]); Say(map, key, health, map.Evidence.GetValueOrDefault((pair, metric))); }
                }
            }
        }
        foreach (ElementHealth element in map.Elements)
        {
            if (element.Health.OpenedBy != OpeningPath.None)
            {
                var key = (element.Metric, element.Element);
                now.Add(key);
                if (!_open.ContainsKey(key)) { _open[key] = (element.Health.Since, map.WindowStart, [.. element.Pairs.Select(run.WorldPair).Order()]); Say(map, key, element.Health, element.Evidence); }
            }
        }
        foreach (var key in _open.Keys.Where(key => !now.Contains(key)).ToArray())
        {
            Close(key, map.WindowStart);
        }
    }

    private static void Say(HealthMap map, (HealthMetric, NetworkElement) key, MetricHealth health, Evidence? e)
    {
        if (Environment.GetEnvironmentVariable("SAY") is null) return;
        Console.Error.WriteLine($"{DateTimeOffset.FromUnixTimeSeconds(map.WindowStart):MM-dd HH:mm} {key} {health.OpenedBy} {health.Stream} f={health.Drop:0.00} since {DateTimeOffset.FromUnixTimeSeconds(health.Since):HH:mm} n={e?.Samples} x={e?.Hits} q={e?.ExpectedShare:0.0000} rho={e?.Dispersion:0.0000} p={e?.PValue:e1} span={e?.SpanSeconds} pct={e?.Percentile} base={e?.Baseline} {e?.BaselineMicros} {e?.EdgeMicros}");
    }

    public IReadOnlyList<Detection> Finish()
    {
        foreach (var key in _open.Keys.ToArray()) Close(key, null);
        return _done;
    }

    private void Close((HealthMetric Metric, NetworkElement Element) key, long? end)
    {
        var (start, opened, pairs) = _open[key];
        _open.Remove(key);
        _done.Add(new(key.Metric, key.Element, [.. pairs], start, opened, end, BlameVerdict.Blamed, 1, [key.Element]));
    }
}
