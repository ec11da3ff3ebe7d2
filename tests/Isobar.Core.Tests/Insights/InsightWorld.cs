using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Insights;

/// <summary>City-networks with known true times at every location: base + 0.02 ms/km + location + network + own + path.</summary>
internal sealed class InsightWorld
{
    public const double TrueSlope = 0.02;

    private readonly Dictionary<(CityNetworkId, string), double> _truth = [];

    public List<PairTimes> Times { get; } = [];

    public ImmutableArray<ServiceLocation> Locations { get; }

    public InsightWorld(int seed, int networks, string[] locations, double multiHomed = 0.3, double pathScatter = 6)
    {
        Random random = new(seed);
        Locations = [.. locations.Select(name => AwsRegions.Find(name)!)];
        double[] locationEffects = [.. Locations.Select(_ => 8 * Normal(random))];
        double[] asnEffects = [.. Enumerable.Range(0, 40).Select(_ => 5 * Normal(random))];
        for (int i = 0; i < networks; i++)
        {
            double latitude = 60 - 90 * random.NextDouble(), longitude = -120 + 260 * random.NextDouble();
            uint asn = (uint)random.Next(40);
            CityNetwork network = Network($"City {i}", asn, latitude, longitude, $"{(char)('A' + i % 20)}X");
            double own = 6 * Math.Abs(Normal(random));
            int home = random.Next(Locations.Length);
            for (int l = 0; l < Locations.Length; l++)
            {
                double kilometres = GreatCircle.Kilometres(latitude, longitude, Locations[l].Latitude, Locations[l].Longitude);
                double truth = 15 + TrueSlope * kilometres + locationEffects[l] + asnEffects[asn] + own + pathScatter * Math.Abs(Normal(random));
                truth = Math.Max(truth, kilometres * LatencyModel.LeastSlope + 1);
                _truth[(network.Id, Locations[l].Name)] = truth;
                if (l == home || random.NextDouble() < multiHomed)
                {
                    double error = 0.3 + random.NextDouble();
                    MedianInterval median = new(1000 * (truth + error * Normal(random)), 1000 * error);
                    Times.Add(new PairTimes(network, Locations[l].Name, 1 + random.Next(1000), median, median));
                }
            }
        }
    }

    /// <summary>The true time, microseconds.</summary>
    public double Truth(CityNetwork network, string location) => 1000 * _truth[(network.Id, location)];

    public InsightOptions Options => new() { Locations = Locations };

    public static CityNetwork Network(string city, uint asn, double latitude, double longitude, string country = "US") =>
        new(CityNetworkId.Of(country, "S", "M", city, asn), country, country, "S", "M", city, asn, $"Net {asn}", latitude, longitude);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
