using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Scenarios;

/// <summary>What there is in a world for scenarios to let fail, the busiest first.</summary>
public static class WorldElements
{
    /// <summary>The kinds of elements that are listed, as scenarios write them.</summary>
    public static ImmutableArray<string> Kinds { get; } = ["location", "zone", "country", "network", "transit", "city"];

    /// <summary>The elements of a kind, those with most traffic first; none for a kind that is not in <see cref="Kinds"/>.</summary>
    public static IEnumerable<WorldElement> Of(SimulatedWorld world, string kind)
    {
        ArgumentNullException.ThrowIfNull(world);
        IEnumerable<(string Text, string Name, int Pair, double Votes)> parts = kind switch
        {
            "location" => world.Pairs.Select(pair => Part($"location:{pair.ServiceLocation}", "", pair)),
            "zone" => world.Model.Streams.Select(stream => ($"zone:{world.Strata[stream.Stratum].Zone}", "", stream.Pair, world.Pairs[stream.Pair].MeanVotes * stream.Share)),
            "country" => world.Pairs.Select(pair => Part($"country:{pair.CityNetwork.CountryCode}", pair.CityNetwork.Country, pair)),
            "network" => world.Pairs.Select(pair => Part($"network:{Number(pair.CityNetwork.Asn)}", pair.CityNetwork.NetworkName, pair)),
            "transit" => world.Pairs.SelectMany(pair => pair.AsPaths.SelectMany(path => path.Transit.ToArray().Select(asn => Transit(asn, pair, path.Weight)))),
            "city" => world.Pairs.Select(pair => Part($"city:{PlaceOf(pair.CityNetwork)}", "", pair)),
            _ => [],
        };
        double all = world.Pairs.Sum(pair => pair.MeanVotes);
        return parts.GroupBy(part => part.Text, StringComparer.Ordinal)
            .Select(group => new WorldElement(group.Key, group.First().Name, group.Sum(part => part.Votes) / all, group.Select(part => part.Pair).Distinct().Count()))
            .OrderByDescending(element => element.TrafficShare).ThenBy(element => element.Text, StringComparer.Ordinal);
    }

    private static (string, string, int, double) Part(string text, string name, SimulatedPair pair) => (text, name, pair.Index, pair.MeanVotes);

    private static (string, string, int, double) Transit(uint asn, SimulatedPair pair, double weight) =>
        ($"transit:{Number(asn)}", NetworkNames.TransitOf((int)(asn - NetworkNames.TransitAsn(0))), pair.Index, pair.MeanVotes * weight);

    private static string PlaceOf(CityNetwork place) => place.Subdivision == CityNetwork.NotAvailable
        ? $"{place.CountryCode}/{place.City}"
        : $"{place.CountryCode}/{place.Subdivision}/{place.City}";

    private static string Number(uint asn) => asn.ToString(CultureInfo.InvariantCulture);
}
