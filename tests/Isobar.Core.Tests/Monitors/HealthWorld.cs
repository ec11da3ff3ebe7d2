using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

/// <summary>A small world whose health is set by hand: pairs with traffic, drops and evidence, given out as health maps and tallies.</summary>
internal sealed class HealthWorld(int windowSeconds = 300)
{
    public const string Source = "web";
    public const string Frankfurt = "eu-central-1";

    private readonly PairTable _pairs = new();
    private readonly List<WorldPair> _worldPairs = [];

    public PairTable Pairs => _pairs;

    public int WindowSeconds => windowSeconds;

    public List<ElementHealth> Elements { get; } = [];

    /// <summary>Seconds of a time of the day on 5 January 2026.</summary>
    public static long At(string time) => new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() + (long)TimeSpan.Parse(time, null).TotalSeconds;

    public static TrafficMonitor Monitor(string source = Source) => TrafficMonitor.Default(
        Frankfurt, "123456789012", [new MonitoredResource(ResourceArn.OfSource(Frankfurt, "123456789012", source), [source])]);

    public static TrafficMonitor MonitorOf(params string[] arns) => TrafficMonitor.Default(
        Frankfurt, "123456789012", [.. arns.Select(arn => new MonitoredResource(Arn(arn), [arn]))]);

    public static ResourceArn Arn(string text) => ResourceArn.TryParse(text, out ResourceArn? arn, out string? fault) ? arn : throw new ArgumentException(fault);

    public WorldPair Add(string city, uint asn = 64500, string location = Frankfurt, string network = "EXAMPLE-NET", string metro = CityNetwork.NotAvailable)
    {
        CityNetwork cityNetwork = new(
            CityNetworkId.Of("DE", "Land", metro, city, asn), "DE", "Germany", "Land", metro, city, asn, network, 52.5, 13.4);
        WorldPair pair = new(_pairs.Add(new Pair(cityNetwork, location, [])), cityNetwork, location);
        _worldPairs.Add(pair);
        return pair;
    }

    public HealthMap Map(long windowStart, bool withCounts = false)
    {
        List<PairHealth> health = [];
        List<StratumHealth> strata = [];
        List<PairCounts> counts = [];
        Dictionary<(int, HealthMetric), Evidence> evidence = [];
        foreach (WorldPair pair in _worldPairs)
        {
            health.Add(new(pair.Availability, pair.Performance, strata.Count, pair.Strata.Count, pair.Bytes, pair.Connections, 0));
            strata.AddRange(pair.Strata);
            counts.Add(pair.Counts);
            foreach ((HealthMetric metric, Evidence one) in pair.Evidence)
            {
                evidence.Add((pair.Number, metric), one);
            }
        }
        return new()
        {
            WindowStart = windowStart,
            WindowSeconds = windowSeconds,
            Pairs = _pairs,
            Health = health.ToArray(),
            Counts = withCounts ? counts.ToArray() : ReadOnlyMemory<PairCounts>.Empty,
            Strata = strata.ToArray(),
            Elements = Elements,
            Evidence = evidence,
        };
    }

    public TallyBatch Tallies(long windowStart, Func<IEnumerable<TallyRow>, IEnumerable<TallyRow>>? order = null)
    {
        TallyBatch batch = new() { WindowSeconds = windowSeconds };
        IEnumerable<TallyRow> rows = _worldPairs.SelectMany(pair => pair.Rows());
        foreach (TallyRow row in order is null ? rows : order(rows))
        {
            batch.Add(0, windowStart, row.Stratum, row.CityNetwork, row.Tally);
        }
        return batch;
    }

    public static Blame BlameOn(HealthMetric metric, Cause cause, NetworkElement element, double confidence, params WorldPair[] pairs) => new()
    {
        Metric = metric,
        Verdict = BlameVerdict.Blamed,
        Cause = cause,
        Element = element,
        Confidence = confidence,
        Pairs = [.. pairs.Select(pair => pair.Number).Order()],
        Suspects = [new Suspect(element, pairs.Length, pairs.Length, 0, 20, confidence, 1)],
    };

    public static Evidence Failures(long failed, long attempts, double usual, double drop, double low, double high) => new()
    {
        Stream = EvidenceStream.NetworkFailures,
        Tested = new(ElementKind.Pair, Frankfurt, "0000000000000001"),
        SpanSeconds = 300,
        Samples = attempts,
        Hits = failed,
        ExpectedShare = usual,
        Dispersion = 0.002,
        PValue = 1e-30,
        SignificanceLevel = 3e-5,
        Drop = drop,
        DropLow = low,
        DropHigh = high,
        SmallestDrop = 0.03,
        Baseline = BaselineSource.Stratum,
        BaselineDays = 30,
    };
}

internal sealed record TallyRow(Stratum Stratum, CityNetworkId CityNetwork, Tally Tally);

/// <summary>A pair whose traffic and health are set by hand; healthy to begin with.</summary>
internal sealed class WorldPair(int number, CityNetwork cityNetwork, string location)
{
    private static readonly MetricHealth s_ok = new(HealthState.Ok, 0, 0.1f, ElementKind.Pair, default, OpeningPath.None, 0);

    public int Number => number;

    public CityNetwork CityNetwork => cityNetwork;

    public string Location => location;

    public PairKey Key => new(cityNetwork.Id, location);

    public long Bytes { get; set; }

    public long Connections { get; set; }

    public long[] RttMicros { get; set; } = [];

    /// <summary>Traffic by source, zone and family; where there is none, all of it is of the usual source over IPv4.</summary>
    public List<(string Source, string Zone, AddressFamily Family, long Bytes)> Parts { get; } = [];

    public MetricHealth Availability { get; set; } = s_ok;

    public MetricHealth Performance { get; set; } = s_ok;

    public List<StratumHealth> Strata { get; } = [];

    public PairCounts Counts;

    public Dictionary<HealthMetric, Evidence> Evidence { get; } = [];

    public static MetricHealth Drop(double share, long since = 0, OpeningPath path = OpeningPath.Fast, EvidenceStream stream = EvidenceStream.NetworkFailures) =>
        share > 0 ? new(HealthState.Drop, (float)share, 0.1f, ElementKind.Pair, stream, path, since) : s_ok;

    public static MetricHealth Unknown(HealthState state) => new(state, 0, 2, ElementKind.Pair, default, OpeningPath.None, 0);

    public WorldPair Send(long bytes, long connections = 1)
    {
        (Bytes, Connections) = (bytes, bytes > 0 ? connections : 0);
        return this;
    }

    public WorldPair Fail(double share, long since = 0, OpeningPath path = OpeningPath.Fast)
    {
        Availability = Drop(share, since, path);
        return this;
    }

    public WorldPair Stratum(string zone, AddressFamily family, MetricHealth availability, MetricHealth? performance = null)
    {
        Strata.Add(new(number, new(location, zone, family, MeasurementMethod.ServerLog), availability, performance ?? s_ok));
        return this;
    }

    public IEnumerable<TallyRow> Rows()
    {
        IEnumerable<(string, string, AddressFamily, long)> parts = Parts.Count > 0 ? Parts : [(HealthWorld.Source, "", AddressFamily.IPv4, Bytes)];
        foreach ((string source, string zone, AddressFamily family, long bytes) in parts)
        {
            if (bytes == 0 && Connections == 0)
            {
                continue;
            }
            QuantileSketch rtt = new();
            foreach (long micros in RttMicros)
            {
                rtt.Add(micros);
            }
            yield return new(new(source, location, zone, family, MeasurementMethod.ServerLog), cityNetwork.Id, new()
            {
                BytesOut = bytes,
                Connections = Math.Max(Connections, 1),
                ClientSketch = [],
                Rtt = TimeSummary.Of(rtt),
                Ttfb = TimeSummary.Of(new QuantileSketch()),
            });
        }
    }
}
