using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Web.Wire;

namespace Isobar.Server.Web;

/// <summary>The ways from the service to the users that an event is about, for drawing: one for each service location, that of the location hit most.</summary>
internal static class EventPaths
{
    /// <summary>The ways of an event, that of the greatest impact first.</summary>
    public static IReadOnlyList<PathWire> Of(HealthEvent one)
    {
        NetworkNames names = new(one);
        double Impact(ImpactedLocation location) => location.InternetHealth.Of(one.Metric)?.PercentOfTotalTrafficImpacted ?? 0;
        double total = one.ImpactedLocations.Sum(Impact);
        return
        [
            .. one.ImpactedLocations.GroupBy(location => location.ServiceLocation, StringComparer.Ordinal)
                .Select(group => new PathWire(
                    group.Key, total > 0 ? Math.Round(group.Sum(Impact) / total, 4) : 0,
                    Nodes(one, group.FirstOrDefault(location => location.CausedBy is not null) ?? group.First(), names)))
                .OrderByDescending(path => path.ShareOfImpact).ThenBy(path => path.Location, StringComparer.Ordinal),
        ];
    }

    private static List<PathNodeWire> Nodes(HealthEvent one, ImpactedLocation location, NetworkNames names)
    {
        EventBlame? blame = one.Blames.FirstOrDefault(blame => blame.Verdict == BlameVerdict.Blamed && (location.Blamed is null || blame.Element == location.Blamed));
        ImmutableArray<Network> path = location.CausedBy?.AsPath ?? [];
        uint[] culprits = blame?.Element.Kind switch
        {
            ElementKind.TransitAs or ElementKind.ClientAsn => Numbers(blame.Element.Key),
            // Of a path that is blamed as a whole, what lies between the two ends.
            ElementKind.AsPath => [.. Numbers(blame.Element.Key).Except([location.AsNumber, path.Length > 0 ? path[0].Asn : 0])],
            _ => [],
        };
        bool isService = blame?.Cause is Cause.Service or Cause.ServiceLocation, isPlace = blame?.Cause == Cause.Place;
        bool isClient = blame?.Element.Kind == ElementKind.Pair || blame?.Cause == Cause.ClientNetwork;
        List<PathNodeWire> nodes = [new("service", location.ServiceLocation, path.Length > 0 ? path[0].Asn : null, isService)];
        foreach (Network transit in path.Skip(1).Where(network => network.Asn != location.AsNumber))
        {
            nodes.Add(new("transit", transit.Name.Length > 0 ? transit.Name : names.NameOf(transit.Asn), transit.Asn, culprits.Contains(transit.Asn)));
        }
        if (nodes.Count == 1 && blame?.Cause == Cause.Transit)
        {
            // The culprit is known from votes, though nobody has measured the path.
            nodes.Add(new("transit", names.LabelOf(blame.Element), culprits.Length == 1 ? culprits[0] : null, true));
        }
        nodes.Add(new("client", location.AsName, location.AsNumber, isClient || isPlace || culprits.Contains(location.AsNumber)));
        return nodes;
    }

    private static uint[] Numbers(string key) =>
        [.. key.Split(' ').Select(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint asn) ? asn : 0).Where(asn => asn != 0)];
}
