using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Says an explanation in the words of the API: which networks, along which path, on whose side (spec 4.5, 6.5).</summary>
internal static class Impairments
{
    /// <summary>The impairment, or null where the origin is not known or is no network's matter.</summary>
    public static NetworkImpairment? Of(EventBlame blame, Pair pair, EventFacts facts)
    {
        if (blame.Verdict != BlameVerdict.Blamed)
        {
            return null;
        }
        Network client = new(pair.CityNetwork.Asn, pair.CityNetwork.NetworkName);
        return blame.Cause switch
        {
            Cause.Service or Cause.ServiceLocation => new([facts.ServiceNetwork], PathOf(blame, pair, client, facts), NetworkEventType.Service),
            Cause.Transit => new(TransitOf(blame, pair, client, facts), PathOf(blame, pair, client, facts), NetworkEventType.Internet),
            Cause.ClientNetwork => new([client], PathOf(blame, pair, client, facts), NetworkEventType.Internet),
            _ => null,
        };
    }

    private static ImmutableArray<Network> TransitOf(EventBlame blame, Pair pair, Network client, EventFacts facts)
    {
        ImmutableArray<uint> asns = AsnsOf(blame.Element);
        if (blame.Element.Kind == ElementKind.AsPath && asns.Length > 2)
        {
            asns = asns[1..^1];
        }
        return asns.IsEmpty ? [client] : [.. asns.Select(asn => Named(asn, pair, facts))];
    }

    /// <summary>The blamed path where one is blamed; else the first known path that leads through the blamed network; else the two ends.</summary>
    private static ImmutableArray<Network> PathOf(EventBlame blame, Pair pair, Network client, EventFacts facts)
    {
        ImmutableArray<uint> blamed = AsnsOf(blame.Element);
        ImmutableArray<uint> path = blame.Element.Kind == ElementKind.AsPath && blamed.Length > 1
            ? blamed
            : (pair.AsPaths.FirstOrDefault(known => blamed.Length == 1 && known.Asns.Contains(blamed[0])) ?? pair.AsPaths.FirstOrDefault())?.Asns ?? [];
        return path.IsEmpty ? [facts.ServiceNetwork, client] : [.. path.Select(asn => Named(asn, pair, facts))];
    }

    private static ImmutableArray<uint> AsnsOf(NetworkElement element) =>
        element.Kind is ElementKind.AsPath or ElementKind.TransitAs or ElementKind.ClientAsn
            ? [.. element.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => uint.Parse(text, CultureInfo.InvariantCulture))]
            : [];

    private static Network Named(uint asn, Pair pair, EventFacts facts) =>
        asn == facts.ServiceNetwork.Asn ? facts.ServiceNetwork
        : asn == pair.CityNetwork.Asn ? new(asn, pair.CityNetwork.NetworkName)
        : new(asn, facts.NetworkName(asn) ?? string.Create(CultureInfo.InvariantCulture, $"AS{asn}"));
}
