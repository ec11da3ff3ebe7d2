using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Scoring.Units;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Scoring;

/// <summary>
/// A small site: networks from a client a day to several a window, in two places, over both families, some with round-trip times. Two days with a fault of a network, a silent
/// hour, a hole that no window is scored of, and networks that appear.
/// </summary>
internal sealed class SparseTraffic
{
    public const int WindowSeconds = 300;
    public const long From = 1_700_006_400;
    private const int HistoryDays = 12;
    private const int Networks = 40;
    private const long DaySeconds = 86_400;
    private static readonly string[] s_locations = ["ams", "fra"];

    /// <summary>All locations.</summary>
    public static readonly HashSet<string> Silence = [.. s_locations];

    private readonly SmallRandom _random;
    private readonly List<(CityNetwork Place, Stratum Stratum, double Rate, bool HasTimes, bool IsLate)> _rows = [];

    public SparseTraffic(ulong seed)
    {
        _random = new(seed);
        for (int network = 0; network < Networks; network++)
        {
            uint asn = 65_000 + (uint)(network % 7);
            string city = $"City {network % 11}", country = network % 3 == 0 ? "DE" : "FR";
            CityNetwork place = new(CityNetworkId.Of(country, "S", "M", city, asn + (uint)network * 100), country, country, "S", "M", city, asn, "Net", 50, 10);
            double rate = 0.01 * Math.Pow(2, network % 13) * (network < 30 ? 1 : 0.1);
            foreach (string location in s_locations.Take(1 + network % 2))
            {
                foreach (AddressFamily family in (AddressFamily[])[AddressFamily.IPv4, AddressFamily.IPv6])
                {
                    if (family == AddressFamily.IPv4 || network % 4 == 1)
                    {
                        _rows.Add((place, new("web", location, "", family, MeasurementMethod.ServerLog), rate, network % 3 == 1, network % 10 == 9));
                    }
                }
            }
        }
    }

    /// <summary>An engine that knows the history.</summary>
    public HealthEngine NewEngine()
    {
        SmallRandom random = new(99);
        BaselineHistory history = new();
        DateOnly today = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(From).UtcDateTime);
        for (int day = HistoryDays; day > 0; day--)
        {
            DayAccumulator accumulator = new(today.AddDays(-day));
            for (int hour = 0; hour < 24; hour++)
            {
                TallyBatch batch = new() { WindowSeconds = 3600 };
                Append(batch, random, From - day * DaySeconds + hour * 3600, 12, isHistory: true, 0);
                accumulator.Add(batch);
            }
            history.Add(accumulator);
        }
        BaselineTable table = new();
        Dictionary<CityNetworkId, CityNetwork> places = _rows.Select(row => row.Place).DistinctBy(place => place.Id).ToDictionary(place => place.Id);
        HealthEngine engine = new(ScoringSettings.Default, table, PairDirectory.WithoutPaths(id => places[id]), WindowSeconds);
        foreach (StratumHistory stratum in history.All())
        {
            engine.Meet(stratum.Key);
        }
        table.Derive(today, history.All());
        return engine;
    }

    /// <summary>Two days of windows.</summary>
    public IEnumerable<SealedWindow> Windows()
    {
        for (int window = 0; window < 2 * 288; window++)
        {
            if (window is >= 400 and < 430)
            {
                continue;
            }
            long start = From + window * (long)WindowSeconds;
            TallyBatch batch = new() { WindowSeconds = WindowSeconds };
            bool isSilent = window is >= 300 and < 312;
            if (!isSilent && window % 5 != 3)
            {
                Append(batch, _random, start, 1, isHistory: false, window is >= 100 and < 130 ? 0.9 : 0);
            }
            yield return new(start, [batch], isSilent ? Silence : new HashSet<string>());
        }
    }

    private void Append(TallyBatch batch, SmallRandom random, long start, int windows, bool isHistory, double failing)
    {
        foreach ((CityNetwork place, Stratum stratum, double rate, bool hasTimes, bool isLate) in _rows)
        {
            int votes = isLate && isHistory ? 0 : random.Poisson(rate * windows);
            if (votes == 0)
            {
                continue;
            }
            bool isHit = failing > 0 && place.Asn == 65_003;
            QuantileSketch times = new();
            for (int sample = 0; hasTimes && sample < votes; sample++)
            {
                times.Add((long)(20_000 + 4_000 * random.Uniform() + (isHit ? 60_000 : 0)));
            }
            batch.Add(0, start, stratum, place.Id, new Tally
            {
                BytesIn = 100,
                BytesOut = 1000L * votes,
                Connections = votes,
                Votes = votes,
                NetworkFailedVotes = random.Binomial(votes, isHit ? failing : 0.01),
                Clients = Math.Max(1, votes / 2),
                ClientSketch = [],
                Rtt = TimeSummary.Of(times),
                Ttfb = TimeSummary.Of(new QuantileSketch()),
            });
        }
    }
}
