using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>A pair of a test world with the truth about it.</summary>
/// <param name="Pair">What is told of it.</param>
/// <param name="Paths">The true paths with their weights.</param>
/// <param name="Votes">Votes a window.</param>
/// <param name="IPv6Share">Share of the traffic over IPv6.</param>
/// <param name="ZoneShares">Shares of the traffic by zone.</param>
internal sealed record TestPair(Pair Pair, (AsPath Path, double Weight)[] Paths, double Votes, double IPv6Share, double[] ZoneShares)
{
    /// <summary>Share of the pair's traffic that goes through an element.</summary>
    public double Coverage(NetworkElement element)
    {
        if (element.ServiceLocation.Length > 0 && element.ServiceLocation != Pair.ServiceLocation)
        {
            return 0;
        }
        var network = Pair.CityNetwork;
        string metro = $"{network.CountryCode}/{network.Subdivision}/{network.Metro}";
        return element.Kind switch
        {
            ElementKind.ServiceLocation => 1,
            ElementKind.Zone => ZoneShares[element.Key[^1] - 'a'],
            ElementKind.AddressFamily => element.Key == "6" ? IPv6Share : 1 - IPv6Share,
            ElementKind.AsPath => Paths.Where(path => path.Path.ToString() == element.Key).Sum(path => path.Weight),
            ElementKind.TransitAs => Paths.Where(path => path.Path.Transit.Contains(uint.Parse(element.Key))).Sum(path => path.Weight),
            ElementKind.ClientAsn => network.Asn == uint.Parse(element.Key) ? 1 : 0,
            ElementKind.Country => network.CountryCode == element.Key ? 1 : 0,
            ElementKind.Metro => metro == element.Key ? 1 : 0,
            ElementKind.City => $"{metro}/{network.City}" == element.Key ? 1 : 0,
            _ => network.Id.ToString() == element.Key ? 1 : 0,
        };
    }
}
