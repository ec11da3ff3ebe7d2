using System.Collections.Immutable;
using System.Numerics;
using Isobar.Core.Atlas;
using Isobar.Core.Locations;
using Isobar.Core.Windows;
using Isobar.Simulator.Cities;
using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Worlds;

/// <summary>Makes the pairs and streams of a world from its options: what is constant in it.</summary>
internal sealed class WorldBuilder
{
    private const double PrimaryIsNearest = 0.85;

    private readonly WorldOptions _options;
    private readonly Dictionary<(int Network, int Location), ImmutableArray<AsPath>> _paths = [];
    private readonly PathBuilder _pathBuilder = new();
    private readonly double[] _serviceFailureShares;
    private readonly double[][] _zoneSums;
    private KeyedRandom _random;

    public WorldBuilder(WorldOptions options)
    {
        _options = options;
        _random = KeyedRandom.Of(options.Seed, DrawPurpose.World);
        int locations = options.Locations.Length;
        _serviceFailureShares = new double[locations];
        _zoneSums = new double[locations][];
        for (int i = 0; i < locations; i++)
        {
            _serviceFailureShares[i] = _random.NextLogUniform(0.000_3, 0.002);
            _zoneSums[i] = ZoneSums(options.Locations[i]);
        }
        Strata = [.. options.Locations.SelectMany(StrataOf).Order()];
    }

    /// <summary>All strata, in their order.</summary>
    public ImmutableArray<Stratum> Strata { get; }

    /// <summary>The pairs.</summary>
    public List<SimulatedPair> Pairs { get; } = [];

    /// <summary>What rows of the pairs are drawn from.</summary>
    public List<PairModel> Models { get; } = [];

    /// <summary>The city-networks; a model names them by position.</summary>
    public List<CityNetwork> CityNetworks { get; } = [];

    /// <summary>The shapes that the models use.</summary>
    public ShapeLibrary Shapes { get; } = new();

    /// <summary>The networks.</summary>
    public List<WorldNetwork> Networks { get; private set; } = [];

    /// <summary>The plan of the clients' addresses.</summary>
    public AddressPlan Addresses { get; private set; } = new(1);

    /// <summary>Makes everything; returns the streams in the order of rows: stratum, city-network.</summary>
    public StratumStream[] Build()
    {
        int cityNetworks = _options.Locations.Length == 1 ? _options.Pairs : (int)Math.Ceiling(_options.Pairs / 1.5);
        Addresses = new AddressPlan(cityNetworks);
        WorldCity[] cities = NetworkBuilder.ChooseCities(ref _random, _options);
        Networks = NetworkBuilder.MakeNetworks(ref _random, cities, cityNetworks, _options.HasNetworkInEachCity);
        double scale = (_options.VotesPerWindow ?? 10.0 * _options.Pairs) / Networks.Sum(network => network.Weight);
        int secondsLeft = _options.Pairs - cityNetworks, cityNetworksLeft = cityNetworks;
        List<StratumStream> streams = [];
        foreach (WorldNetwork network in Networks)
        {
            double[] weights = CityWeights(network, cities);
            for (int i = 0; i < network.Cities.Length; i++, cityNetworksLeft--)
            {
                // Selection sampling: exactly as many city-networks have a second location as there are pairs left for them.
                bool hasSecond = _random.NextShare() * cityNetworksLeft < secondsLeft;
                secondsLeft -= hasSecond ? 1 : 0;
                AddCityNetwork(network, cities[network.Cities[i]], network.Weight * weights[i] * scale, hasSecond, streams);
            }
        }
        streams.Sort(CompareRows);
        return [.. streams];
    }

    private int CompareRows(StratumStream a, StratumStream b)
    {
        int order = a.Stratum.CompareTo(b.Stratum);
        return order != 0 ? order : Pairs[a.Pair].CityNetwork.Id.CompareTo(Pairs[b.Pair].CityNetwork.Id);
    }

    private void AddCityNetwork(WorldNetwork network, WorldCity city, double votes, bool hasSecond, List<StratumStream> streams)
    {
        CityNetworks.Add(new(
            CityNetworkId.Of(city.CountryCode, city.Subdivision, CityNetwork.NotAvailable, city.Name, network.Asn),
            city.CountryCode, city.Country, city.Subdivision, CityNetwork.NotAvailable, city.Name, network.Asn, network.Name, city.Latitude, city.Longitude));
        int[] nearest = [.. Enumerable.Range(0, _options.Locations.Length)
            .OrderBy(i => DistanceKm(city, _options.Locations[i]))
            .Take(2)];
        int primary = nearest.Length > 1 && !_random.Chance(PrimaryIsNearest) ? 1 : 0;
        double secondShare = hasSecond && nearest.Length > 1 ? 0.1 + 0.3 * _random.NextShare() : 0;
        AddPair(network, city, nearest[primary], votes * (1 - secondShare), streams);
        if (secondShare > 0)
        {
            AddPair(network, city, nearest[1 - primary], votes * secondShare, streams);
        }
    }

    private void AddPair(WorldNetwork network, WorldCity city, int location, double votes, List<StratumStream> streams)
    {
        if (!_paths.TryGetValue((network.Number, location), out ImmutableArray<AsPath> paths))
        {
            _paths.Add((network.Number, location), paths = _pathBuilder.Make(ref _random, network.Asn, city.CountryCode));
        }
        PairModel model = MakeModel(network, city, location, votes);
        int pair = Pairs.Count;
        Models.Add(model);
        Pairs.Add(new(
            pair,
            CityNetworks[^1],
            location,
            _options.Locations[location].Name,
            paths,
            votes,
            1 + model.TimedShare * (network.RequestsPerVote - 1),
            Usual(model),
            model.NetworkFailureShare,
            model.ServiceFailureShare));
        AddStreams(pair, network.IPv6Share, location, votes, streams);
    }

    private PairModel MakeModel(WorldNetwork network, WorldCity city, int location, double votes)
    {
        // Light in fibre takes 5 µs a kilometre; routes are about 1.4 times the great circle; there and back. Half to one and a half millisecond for the equipment.
        double propagation = 0.5 + _random.NextShare() + 0.014 * DistanceKm(city, _options.Locations[location]) * (1 + 0.25 * _random.NextShare());
        double access = network.AccessMillis * Math.Exp(0.15 * _random.NextNormal());
        int ratioLevel = ShapeLibrary.RatioLevelOf(propagation / access);
        int family = Shapes.FamilyOf(ratioLevel, network.Access);
        // Shapes come in steps of 15 % of the ratio; the access is adjusted to it, so that the propagation is exactly that of the distance.
        access = propagation / ShapeLibrary.RatioOf(ratioLevel);
        // σ = 1.45 s √ρ gives ρ for an exceedance between the median and the 90th percentile: the density of a normal is 0.40/s at one and 0.18/s at the other.
        double rho = _random.NextLogUniform(0.006, 0.022);
        double angle = (city.Longitude / 15 - network.PeakHour) / 24 * 2 * Math.PI;
        double weekday = 7 / (5 + 2 * network.WeekendRatio);
        double samplesPerVote = 1 + 0.6 * _random.NextShare();
        int poolBits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(40 * votes, 64, 1 << 20)));
        return new PairModel
        {
            MeanVotes = (float)votes,
            RhythmCos = (float)(network.Amplitude * Math.Cos(angle)),
            RhythmSin = (float)(-network.Amplitude * Math.Sin(angle)),
            WeekdayFactor = (float)weekday,
            WeekendFactor = (float)(weekday * network.WeekendRatio),
            SolarSeconds = (int)(city.Longitude * 240),
            Family = family,
            Position = (float)BucketGrid.PositionOf(access * 1000),
            EffectSpread = (float)(1.45 * Shapes.SpreadOf(family) * Math.Sqrt(rho)),
            QueueLevel = (float)(1.2 + 1.4 * _random.NextShare()),
            NetworkFailureShare = (float)_random.NextLogUniform(0.001, 0.01),
            ServiceFailureShare = (float)_serviceFailureShares[location],
            FailureCorrelation = (float)_random.NextLogUniform(0.001, 0.01),
            ArrivalSize = (float)_random.NextLogUniform(30, 150),
            RequestsPerVote = (float)network.RequestsPerVote,
            TimedShare = (float)Math.Min(1, (samplesPerVote - 1) / (network.RequestsPerVote - 1)),
            BytesPerRequest = (float)network.BytesPerRequest,
            CityNetwork = CityNetworks.Count - 1,
            PoolBits = (byte)Math.Min(poolBits, Addresses.BlockBits),
            Location = (byte)location,
        };
    }

    private UsualRtt Usual(in PairModel model)
    {
        int shape = ShapeLibrary.ShapeOf(model.Family, Math.Min((int)Math.Round(model.QueueLevel), ShapeLibrary.QueueMeans.Length - 1));
        double position = model.Position;
        return new(At(0.1), At(0.5), At(0.9));
        double At(double share) => BucketGrid.MicrosAt(position + Shapes.Quantile(shape, share));
    }

    private void AddStreams(int pair, double ipv6Share, int location, double votes, List<StratumStream> streams)
    {
        ServiceLocation place = _options.Locations[location];
        double[] zoneSums = _zoneSums[location];
        int zones = votes >= _options.VotesForZones ? zoneSums.Length : 1;
        int onlyZone = _random.NextIndex(zoneSums);
        bool isIPv6Only = _random.Chance(ipv6Share);
        ReadOnlySpan<(AddressFamily Family, double Share)> families = votes >= _options.VotesForFamilies && ipv6Share > 0
            ? [(AddressFamily.IPv4, 1 - ipv6Share), (AddressFamily.IPv6, ipv6Share)]
            : [(isIPv6Only ? AddressFamily.IPv6 : AddressFamily.IPv4, 1)];
        for (int z = 0; z < zones; z++)
        {
            int zone = zones == 1 ? onlyZone : z;
            double zoneShare = zones == 1 ? 1 : zoneSums[z] - (z == 0 ? 0 : zoneSums[z - 1]);
            foreach ((AddressFamily family, double share) in families)
            {
                Stratum stratum = StratumOf(place, place.Zones.IsEmpty ? "" : place.Zones[zone], family);
                streams.Add(new(pair, Strata.BinarySearch(stratum), (float)(zoneShare * share)));
            }
        }
    }

    private double[] CityWeights(WorldNetwork network, WorldCity[] cities)
    {
        double[] weights = new double[network.Cities.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            weights[i] = Math.Pow(cities[network.Cities[i]].Weight, 0.6) * Math.Exp(0.4 * _random.NextNormal());
        }
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => weight / sum);
    }

    /// <summary>Running sums of the zones' shares; one where the location has no zones.</summary>
    private double[] ZoneSums(ServiceLocation location)
    {
        double[] sums = new double[Math.Max(1, location.Zones.Length)];
        double sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = sum += 0.7 + 0.6 * _random.NextShare();
        }
        return Array.ConvertAll(sums, part => part / sum);
    }

    private static IEnumerable<Stratum> StrataOf(ServiceLocation location) =>
        location.Zones.DefaultIfEmpty("").SelectMany(zone =>
            new[] { StratumOf(location, zone, AddressFamily.IPv4), StratumOf(location, zone, AddressFamily.IPv6) });

    private static Stratum StratumOf(ServiceLocation location, string zone, AddressFamily family) =>
        new(SimulatedLocations.SourceOf(location.Name, zone), location.Name, zone, family, MeasurementMethod.ServerLog);

    private static double DistanceKm(WorldCity city, ServiceLocation location) =>
        WorldCities.DistanceKm(city.Latitude, city.Longitude, location.Latitude, location.Longitude);
}
