using Isobar.Core.Atlas;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>
/// Lays a monitor's own traffic over the health map: the map is computed once for everybody, and each monitor sees of it what its users see (spec 6.0).
/// Sums are taken in the order of pairs, so neither shards nor the order of rows change a bit of the result.
/// </summary>
public sealed class MonitorOverlay
{
    /// <summary>The drop that must be detectable for traffic to count as testable (section 1 of the statistical design).</summary>
    public const double TestableDrop = 0.4;

    private readonly TrafficProfile _profile;
    private readonly WindowTraffic _traffic = new();
    private readonly SelectionCache _selections = new();
    private TrafficMonitor _monitor;
    private MonitoredSources _sources;
    private double[] _weights = [];
    private int _lastRows;
    // Numbers of pairs by number of the entry, -1 where not known yet: they hold until the profile numbers its entries anew.
    private int[] _pairs = [];
    private (long Version, PairTable? Table) _pairsOf;
    private List<PairMeasurement> _familyParts = [];

    /// <param name="monitor">The settings.</param>
    /// <param name="profile">The monitor's traffic so far; the overlay adds to it.</param>
    public MonitorOverlay(TrafficMonitor monitor, TrafficProfile profile)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(profile);
        _monitor = monitor;
        _profile = profile;
        _sources = new(monitor.Resources);
    }

    /// <summary>Takes new settings over; they are in force from the next window on.</summary>
    public void Apply(TrafficMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        _monitor = monitor;
        _sources = new(monitor.Resources);
        _traffic.ForgetStrata();
    }

    /// <summary>Adds tallies of an earlier window to the profile alone: how it is rebuilt after a restart.</summary>
    public void Remember(long windowStart, int windowSeconds, IReadOnlyList<TallyBatch> batches) =>
        _traffic.Collect(windowStart, windowSeconds, batches, _sources, _profile);

    /// <summary>The monitor's view of the next window.</summary>
    /// <param name="map">Health of all pairs in it.</param>
    /// <param name="batches">Tallies that contain the window, of all shards.</param>
    public MonitorWindow Next(HealthMap map, IReadOnlyList<TallyBatch> batches)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(batches);
        _traffic.Collect(map.WindowStart, map.WindowSeconds, batches, _sources, _profile);
        TrafficWeight weighedIn = _profile.WeightFor(_sources.Weight);
        CityNetworkSelection selection = _selections.Get(_profile, _monitor, weighedIn, map.Pairs);
        ReadOnlySpan<int> order = _profile.Order();
        ReadOnlySpan<ProfileEntry> entries = _profile.Entries;
        WindowSum sum = new(weighedIn, Weigh(order, entries, weighedIn));
        // As many rows as in the last window and a few: at 500,000 pairs a list that grows would copy 100 MB twice.
        PairMeasurement[] rows = new PairMeasurement[Math.Min(order.Length, _lastRows + _lastRows / 16 + 64)];
        _familyParts = new(_familyParts.Count + _familyParts.Count / 16);
        int count = 0;
        KeepPairs(map.Pairs, entries.Length);
        for (int first = 0, end; first < order.Length; first = end)
        {
            CityNetworkId cityNetwork = entries[order[first]].CityNetwork;
            string location = LocationOf(entries[order[first]]);
            for (end = first + 1; end < order.Length && entries[order[end]].CityNetwork == cityNetwork && LocationOf(entries[order[end]]) == location; end++)
            {
            }
            if (count == rows.Length)
            {
                Array.Resize(ref rows, Math.Min(order.Length, rows.Length * 2));
            }
            count += TryMeasure(map, order[first..end], new(cityNetwork, location), selection, sum, out rows[count]) ? 1 : 0;
        }
        _lastRows = count;
        return sum.ToWindow(map, rows.AsMemory(0, count), _familyParts.ToArray(), selection.Coverage, _selections.Coverages);
    }

    /// <summary>Weighs all entries; shares of the total are known only after the last of them.</summary>
    private double Weigh(ReadOnlySpan<int> order, ReadOnlySpan<ProfileEntry> entries, TrafficWeight weighedIn)
    {
        if (_weights.Length < entries.Length)
        {
            _weights = new double[entries.Length + entries.Length / 4];
        }
        RankingHours ranking = _profile.Ranking();
        ReadOnlySpan<WindowPart> parts = _traffic.Parts;
        double total = 0;
        foreach (int number in order)
        {
            _weights[number] = WeightOf(entries[number], number < parts.Length ? parts[number] : default, ranking, weighedIn);
            total += _weights[number];
        }
        return total;
    }

    private void KeepPairs(PairTable table, int entries)
    {
        int kept = _pairsOf == (_profile.Version, table) ? _pairs.Length : 0;
        if (_pairs.Length < entries)
        {
            Array.Resize(ref _pairs, entries + entries / 4);
        }
        Array.Fill(_pairs, -1, kept, _pairs.Length - kept);
        _pairsOf = (_profile.Version, table);
    }

    private string LocationOf(in ProfileEntry entry) => _profile.StratumOf(entry.Stratum).Health.ServiceLocation;

    /// <summary>One pair's row; false when it is not monitored or there is nothing to say of it.</summary>
    private bool TryMeasure(HealthMap map, ReadOnlySpan<int> numbers, PairKey key, CityNetworkSelection selection, WindowSum sum, out PairMeasurement row)
    {
        ref int pair = ref _pairs[numbers[0]];
        pair = pair >= 0 ? pair : map.Pairs.Find(key.CityNetwork, key.ServiceLocation);
        StratumLookup lookup = new(map, pair, _monitor.HealthFromIPv4Only);
        bool isMonitored = selection.Contains(key.CityNetwork);
        PairShare whole = default, ipv4 = default, ipv6 = default;
        ReadOnlySpan<WindowPart> parts = _traffic.Parts;
        foreach (int number in numbers)
        {
            ref readonly ProfileEntry entry = ref _profile.Entries[number];
            double weight = _weights[number];
            TrafficStratum stratum = _profile.StratumOf(entry.Stratum);
            ref PairShare family = ref stratum.Health.Family == AddressFamily.IPv6 ? ref ipv6 : ref ipv4;
            WindowPart part = number < parts.Length ? parts[number] : default;
            whole.AddTraffic(part, weight, entry.HeldWindows > 0);
            family.AddTraffic(part, weight, entry.HeldWindows > 0);
            if (isMonitored && weight > 0)
            {
                MetricHealth available = lookup.Find(stratum, HealthMetric.Availability), performing = lookup.Find(stratum, HealthMetric.Performance);
                whole.AddHealth(available, performing, weight);
                family.AddHealth(available, performing, weight);
                sum.AddTestable(available, performing, weight);
            }
        }
        sum.AddTraffic(whole.Traffic, key.ServiceLocation, isMonitored);
        if (!isMonitored || !IsWorthARow(whole, lookup))
        {
            row = default;
            return false;
        }
        AddressFamilies families = ipv6.Traffic.Weight <= 0 ? AddressFamilies.IPv4 : ipv4.Traffic.Weight <= 0 ? AddressFamilies.IPv6 : AddressFamilies.Both;
        row = RowOf(numbers, key, pair, families, whole, lookup, sum);
        sum.AddRow(row);
        if (families == AddressFamilies.Both)
        {
            AddFamily(numbers, row, AddressFamilies.IPv4, ipv4, lookup, sum);
            AddFamily(numbers, row, AddressFamilies.IPv6, ipv6, lookup, sum);
        }
        return true;
    }

    /// <summary>One family of a pair of both, measured as if it were all there is.</summary>
    private void AddFamily(ReadOnlySpan<int> numbers, in PairMeasurement pair, AddressFamilies family, in PairShare share, in StratumLookup lookup, WindowSum sum)
    {
        if (IsWorthARow(share, lookup))
        {
            int[] chosen = Array.FindAll(numbers.ToArray(), number => (AddressFamilies)_profile.StratumOf(_profile.Entries[number].Stratum).Health.Family == family);
            _familyParts.Add(RowOf(chosen, pair.Key, pair.Pair, family, share, lookup, sum));
        }
    }

    private static bool IsWorthARow(in PairShare share, in StratumLookup lookup) =>
        share.Traffic.Weight > 0 && (share.HasTraffic || share.IsHeld || share.Of(HealthMetric.Availability, lookup).HasScore || share.Of(HealthMetric.Performance, lookup).HasScore);

    private PairMeasurement RowOf(ReadOnlySpan<int> numbers, PairKey key, int pair, AddressFamilies families, in PairShare share, in StratumLookup lookup, WindowSum sum)
    {
        (bool includesLastMile, RoundTripTimes? rtt, byte[] sketch) = RttOf(numbers);
        (int clients, byte[] clientSketch, byte[] ttfbSketch) = _traffic.ServiceOf(numbers);
        return new()
        {
            Key = key,
            Pair = pair,
            Availability = share.Of(HealthMetric.Availability, lookup),
            Performance = share.Of(HealthMetric.Performance, lookup),
            Weight = share.Traffic.Weight,
            PercentOfTotalTraffic = sum.PercentOf(share.Traffic.Weight),
            Families = families,
            BytesIn = share.Traffic.BytesIn,
            BytesOut = share.Traffic.BytesOut,
            Connections = share.Traffic.Connections,
            Rtt = rtt,
            RttIncludesLastMile = includesLastMile,
            RttSketch = sketch,
            Clients = clients,
            ClientSketch = clientSketch,
            TtfbSketch = ttfbSketch,
        };
    }

    /// <summary>The greater of the window's traffic and the frozen mean window: an outage cannot lower its own weight.</summary>
    private static double WeightOf(in ProfileEntry entry, in WindowPart part, RankingHours ranking, TrafficWeight weighedIn)
    {
        long now = new TrafficVolume(Saturating.Add(part.BytesIn, part.BytesOut), part.Connections).In(weighedIn);
        double frozen = entry.HeldWindows > 0
            ? entry.Held.In(weighedIn) / entry.HeldWindows
            : TrafficProfile.VolumeOf(entry, ranking).In(weighedIn) / ranking.Windows;
        return Math.Max(now, frozen);
    }

    /// <summary>
    /// Times with and without the last mile, or taken by different methods, are different quantities: those of the kind with most samples are shown.
    /// </summary>
    private (bool IncludesLastMile, RoundTripTimes? Times, byte[] Sketch) RttOf(ReadOnlySpan<int> numbers)
    {
        (bool LastMile, MeasurementMethod Method) best = default;
        long mostSamples = 0;
        bool isMixed = false;
        foreach (int number in numbers)
        {
            (bool, MeasurementMethod) kind = KindOf(number);
            isMixed |= kind != KindOf(numbers[0]);
            long samples = 0;
            foreach (int other in numbers)
            {
                samples += other < _traffic.Parts.Length && KindOf(other) == kind ? _traffic.Parts[other].RttSamples : 0;
            }
            (best, mostSamples) = samples > mostSamples ? (kind, samples) : (best, mostSamples);
        }
        if (mostSamples == 0)
        {
            return (false, null, []);
        }
        // The usual pair has one kind; only a mixed one needs a list.
        int[] chosen = isMixed ? Array.FindAll(numbers.ToArray(), number => KindOf(number) == best) : [];
        return _traffic.RttOf(isMixed ? chosen : numbers) is { } rtt ? (best.LastMile, rtt.Times, rtt.Sketch) : (false, null, []);
    }

    private (bool LastMile, MeasurementMethod Method) KindOf(int number)
    {
        TrafficStratum stratum = _profile.StratumOf(_profile.Entries[number].Stratum);
        return (stratum.IncludesLastMile, stratum.Health.Method);
    }
}
