using System.Globalization;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Server.Web;

/// <summary>Names of the networks that an event speaks of, and elements in words with these names.</summary>
internal sealed class NetworkNames
{
    private readonly Dictionary<uint, string> _names = [];

    /// <param name="one">The event.</param>
    public NetworkNames(HealthEvent one)
    {
        foreach (ImpactedLocation location in one.ImpactedLocations)
        {
            _names.TryAdd(location.AsNumber, location.AsName);
            foreach (Network network in location.CausedBy is { } caused ? caused.AsPath.Concat(caused.Networks) : [])
            {
                _names.TryAdd(network.Asn, network.Name);
            }
        }
    }

    /// <summary>A network by name and number; by number alone where the name is not known.</summary>
    public string Of(uint asn) => _names.TryGetValue(asn, out string? name) && name.Length > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{name} (AS{asn})")
        : string.Create(CultureInfo.InvariantCulture, $"AS{asn}");

    /// <summary>The bare name of a network; its number where it is not known.</summary>
    public string NameOf(uint asn) => _names.TryGetValue(asn, out string? name) && name.Length > 0 ? name : string.Create(CultureInfo.InvariantCulture, $"AS{asn}");

    /// <summary>An element in words.</summary>
    public string LabelOf(NetworkElement element) => element.Kind switch
    {
        ElementKind.ClientAsn => $"client network {Named(element.Key)}",
        ElementKind.TransitAs => $"transit network {Named(element.Key)}",
        ElementKind.AsPath => $"the path {string.Join(" → ", element.Key.Split(' ').Select(Named))}",
        ElementKind.Country => $"the country {element.Key}",
        _ => EventSentences.OfElement(element),
    };

    private string Named(string asn) => uint.TryParse(asn, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? Of(number) : asn;
}
