using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Simulator.Faults;

/// <summary>The thing at fault, by the names that a detector would give it. Parts that do not belong to the kind are empty.</summary>
public sealed record FaultElement
{
    private FaultElement(FaultElementKind kind) => Kind = kind;

    /// <summary>What kind of thing.</summary>
    public FaultElementKind Kind { get; }

    /// <summary>Name of the service location: of Location, Zone, Path, AddressFamily and Pair.</summary>
    public string Location { get; private init; } = "";

    /// <summary>Name of the zone: of Zone.</summary>
    public string Zone { get; private init; } = "";

    /// <summary>The hops as text: of Path.</summary>
    public string Path { get; private init; } = "";

    /// <summary>AS number: of TransitAs and ClientAsn.</summary>
    public uint Asn { get; private init; }

    /// <summary>ISO code of the country: of City and Country.</summary>
    public string CountryCode { get; private init; } = "";

    /// <summary>State or province: of City.</summary>
    public string Subdivision { get; private init; } = "";

    /// <summary>Name of the city: of City.</summary>
    public string City { get; private init; } = "";

    /// <summary>The family: of AddressFamily.</summary>
    public AddressFamily Family { get; private init; }

    /// <summary>The city-network: of Pair.</summary>
    public CityNetworkId CityNetwork { get; private init; }

    /// <summary>A service location.</summary>
    public static FaultElement OfLocation(string location) => new(FaultElementKind.Location) { Location = location };

    /// <summary>A zone of a service location.</summary>
    public static FaultElement OfZone(string location, string zone) => new(FaultElementKind.Zone) { Location = location, Zone = zone };

    /// <summary>An AS path from a service location, by its hops with spaces between them.</summary>
    public static FaultElement OfPath(string location, string path) => new(FaultElementKind.Path) { Location = location, Path = path };

    /// <summary>A transit network.</summary>
    public static FaultElement OfTransit(uint asn) => new(FaultElementKind.TransitAs) { Asn = asn };

    /// <summary>A client network.</summary>
    public static FaultElement OfClientAsn(uint asn) => new(FaultElementKind.ClientAsn) { Asn = asn };

    /// <summary>A city.</summary>
    public static FaultElement OfCity(string countryCode, string subdivision, string city) =>
        new(FaultElementKind.City) { CountryCode = countryCode, Subdivision = subdivision, City = city };

    /// <summary>A country.</summary>
    public static FaultElement OfCountry(string countryCode) => new(FaultElementKind.Country) { CountryCode = countryCode };

    /// <summary>An address family at a service location.</summary>
    public static FaultElement OfFamily(string location, AddressFamily family) =>
        new(FaultElementKind.AddressFamily) { Location = location, Family = family };

    /// <summary>A city-network at a service location.</summary>
    public static FaultElement OfPair(CityNetworkId cityNetwork, string location) =>
        new(FaultElementKind.Pair) { CityNetwork = cityNetwork, Location = location };

    /// <summary>Short text for people.</summary>
    public override string ToString() => Kind switch
    {
        FaultElementKind.Location => $"location {Location}",
        FaultElementKind.Zone => $"zone {Zone} of {Location}",
        FaultElementKind.Path => $"path {Path} from {Location}",
        FaultElementKind.TransitAs => string.Create(CultureInfo.InvariantCulture, $"transit AS{Asn}"),
        FaultElementKind.ClientAsn => string.Create(CultureInfo.InvariantCulture, $"client AS{Asn}"),
        FaultElementKind.City => $"city {City}, {CountryCode}",
        FaultElementKind.Country => $"country {CountryCode}",
        FaultElementKind.AddressFamily => $"{Family} at {Location}",
        _ => $"pair {CityNetwork} at {Location}",
    };
}
