using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Locations;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Scenarios;

/// <summary>Elements of faults as text.</summary>
internal static class ElementText
{
    private const string Known = "location, zone, path, transit, network, city, country, ipv4, ipv6, pair";

    /// <summary>Reads an element; the error says what was expected.</summary>
    public static bool TryRead(string text, SimulatedWorld world, [NotNullWhen(true)] out FaultElement? element, [NotNullWhen(false)] out string? error)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string kind = colon < 0 ? text : text[..colon], value = colon < 0 ? "" : text[(colon + 1)..];
        (element, error) = kind switch
        {
            "location" => (FaultElement.OfLocation(value), null),
            "zone" => Zone(value, world),
            "path" => Path(value),
            "transit" => Asn(value, "transit:64600", FaultElement.OfTransit),
            "network" => Asn(value, "network:65000", FaultElement.OfClientAsn),
            "city" => City(value),
            "country" => (FaultElement.OfCountry(value), null),
            "ipv4" => (FaultElement.OfFamily(value, AddressFamily.IPv4), null),
            "ipv6" => (FaultElement.OfFamily(value, AddressFamily.IPv6), null),
            "pair" => Pair(value),
            _ => ((FaultElement?)null, (string?)$"\"{kind}\" is no kind of element; known are {Known}, each followed by a colon and a name"),
        };
        return element is not null;
    }

    private static (FaultElement?, string?) Zone(string zone, SimulatedWorld world)
    {
        ServiceLocation? location = world.Locations.FirstOrDefault(location => location.Zones.Contains(zone, StringComparer.Ordinal));
        return location is null
            ? (null, $"no service location has a zone \"{zone}\"; there are {string.Join(", ", world.Locations.SelectMany(place => place.Zones))}")
            : (FaultElement.OfZone(location.Name, zone), null);
    }

    private static (FaultElement?, string?) Path(string value)
    {
        int slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0
            ? (null, "expected a service location and AS numbers, such as \"path:frankfurt/64512 64600 65000\"")
            : (FaultElement.OfPath(value[..slash], value[(slash + 1)..]), null);
    }

    private static (FaultElement?, string?) Asn(string value, string example, Func<uint, FaultElement> element) => TryReadAsn(value, out uint asn)
        ? (element(asn), null)
        : (null, $"\"{value}\" is no AS number; write it as in \"{example}\"");

    private static (FaultElement?, string?) City(string value)
    {
        string[] parts = value.Split('/');
        return parts.Length is 2 or 3
            ? (FaultElement.OfCity(parts[0], parts.Length == 3 ? parts[1] : CityNetwork.NotAvailable, parts[^1]), null)
            : (null, "expected country and city, such as \"city:DE/Berlin\", with the state where the country has them, \"city:US/Texas/Austin\"");
    }

    private static (FaultElement?, string?) Pair(string value)
    {
        string[] parts = value.Split('@');
        string[] place = parts.Length == 3 ? parts[1].Split('/') : [];
        return place.Length is 2 or 3 && TryReadAsn(parts[0], out uint asn)
            ? (FaultElement.OfPair(
                CityNetworkId.Of(place[0], place.Length == 3 ? place[1] : CityNetwork.NotAvailable, CityNetwork.NotAvailable, place[^1], asn), parts[2]), null)
            : (null, "expected network, city and service location, such as \"pair:65000@DE/Berlin@frankfurt\"");
    }

    private static bool TryReadAsn(string text, out uint asn) => uint.TryParse(
        text.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.None, CultureInfo.InvariantCulture, out asn);
}
