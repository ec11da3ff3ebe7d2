using System.Collections.Immutable;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Replay.Health;

namespace Isobar.Server.Replay.Insights;

/// <summary>Sums the sealed tallies of the whole input to times and traffic of each pair, and compares service locations by them.</summary>
internal sealed class InsightPass(ReplayOptions options, CityNetworkAtlas atlas, TallyTape tape)
{
    private readonly InsightPlan _plan = options.Insights ?? InsightPlan.Plain;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<PairKey, Sums> _pairs = [];

    /// <summary>Runs it.</summary>
    /// <param name="cancel">Stops it.</param>
    public ReplayInsights Run(CancellationToken cancel)
    {
        foreach ((_, TallyBatch rows) in tape.Windows())
        {
            cancel.ThrowIfCancellationRequested();
            for (int row = 0; row < rows.Count; row++)
            {
                Add(rows, row);
            }
        }
        bool byBytes = _pairs.Values.Any(sums => sums.Bytes > 0);
        PairTimes[] times =
        [
            .. _pairs.Where(pair => pair.Key.CityNetwork != CityNetworkId.Unlocated).OrderBy(pair => pair.Key)
                .Select(pair => pair.Value.ToTimes(Describe(pair.Key.CityNetwork), pair.Key.ServiceLocation, byBytes)),
        ];
        ServiceLocation[] seen = [.. _names.Values.Distinct(StringComparer.Ordinal).Select(Find).OfType<ServiceLocation>()];
        InsightReport report = InsightAnalysis.Analyse(times, new()
        {
            Locations = [.. _plan.Own.Values.Concat(seen).DistinctBy(location => location.Name, StringComparer.Ordinal)],
            IncludeRegions = _plan.IncludeRegions,
        });
        long total = _pairs.Values.Aggregate(0L, (sum, pair) => Saturating.Add(sum, byBytes ? pair.Bytes : pair.Connections));
        ImmutableArray<string> unplaced = [.. _names.Values.Where(name => Find(name) is null).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new(report, total, unplaced);
    }

    private void Add(TallyBatch rows, int row)
    {
        string written = rows.Stratum[row].ServiceLocation;
        if (!_names.TryGetValue(written, out string? name))
        {
            name = NameOf(written);
            _names.Add(written, name);
        }
        PairKey key = new(rows.CityNetwork[row], name);
        if (!_pairs.TryGetValue(key, out Sums? sums))
        {
            sums = new();
            _pairs.Add(key, sums);
        }
        sums.Add(rows, row);
    }

    /// <summary>Edges of one city, such as `CDG50-P2` and `CDG52`, are one location; a name that the user gave is taken as it is.</summary>
    private string NameOf(string written) =>
        options.Locations.Contains(written, StringComparer.Ordinal) || Find(written) is not null ? written : EdgeLocations.Find(Encoding.ASCII.GetBytes(written))?.Name ?? written;

    private ServiceLocation? Find(string name) => _plan.Own.GetValueOrDefault(name) ?? BuiltInLocations.Find(name);

    private CityNetwork Describe(CityNetworkId id) => atlas.TryFind(id, out int index) ? atlas.Describe(index) : CityNetwork.Unlocated;

    private sealed class Sums
    {
        private readonly QuantileSketch _rtt = new();
        private readonly QuantileSketch _ttfb = new();

        public long Bytes { get; private set; }

        public long Connections { get; private set; }

        public void Add(TallyBatch rows, int row)
        {
            Bytes = Saturating.Add(Bytes, Saturating.Add(rows.BytesIn[row], rows.BytesOut[row]));
            Connections = Saturating.Add(Connections, rows.Connections[row]);
            _rtt.TryMerge(rows.RttSketch[row]);
            _ttfb.TryMerge(rows.TtfbSketch[row]);
        }

        public PairTimes ToTimes(CityNetwork place, string location, bool byBytes) =>
            new(place, location, byBytes ? Bytes : Connections, PairTimes.MedianOf(_ttfb), PairTimes.MedianOf(_rtt));
    }
}
