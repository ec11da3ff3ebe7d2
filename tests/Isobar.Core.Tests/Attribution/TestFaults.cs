using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Random faults of a test world, and how well a scope was found.</summary>
internal static class TestFaults
{
    public static PlantedFault Random(TestWorld world, Random random, int firstWindow = 2, int lastWindow = int.MaxValue)
    {
        TestPair pair = world.Pairs[random.Next(world.Pairs.Length)];
        var network = pair.Pair.CityNetwork;
        string location = pair.Pair.ServiceLocation;
        AsPath path = pair.Paths[random.Next(pair.Paths.Length)].Path;
        string place = $"{network.CountryCode}/{network.Subdivision}/{network.Metro}";
        int kind = random.Next(9);
        NetworkElement element = kind switch
        {
            0 => new(ElementKind.ServiceLocation, location, ""),
            1 => new(ElementKind.AsPath, location, path.ToString()),
            2 => new(ElementKind.TransitAs, "", $"{path.Transit[random.Next(path.Transit.Length)]}"),
            3 or 4 => new(ElementKind.ClientAsn, "", $"{network.Asn}"),
            5 => new(ElementKind.City, "", $"{place}/{network.City}"),
            6 => new(ElementKind.Country, "", network.CountryCode),
            7 => new(ElementKind.Zone, location, TestWorld.Zones[random.Next(3)]),
            _ => new(ElementKind.AddressFamily, location, "6"),
        };
        EvidenceStream stream = random.Next(5) switch { 0 => EvidenceStream.Volume, 1 or 2 => EvidenceStream.NetworkFailures, _ => EvidenceStream.Rtt };
        double share = random.Next(5) switch { 0 => 0.2, 1 => 0.4, 2 => 0.6, 3 => 0.8, _ => 1.0 };
        return new(element, stream, share, firstWindow, lastWindow, random.Next(3) switch { 0 => 2, 1 => 3, _ => 5 });
    }

    public static double Jaccard(IReadOnlyCollection<int> left, IReadOnlyCollection<int> right)
    {
        int both = left.Intersect(right).Count();
        return both == 0 ? 0 : (double)both / (left.Count + right.Count - both);
    }
}
