namespace Isobar.Core.Atlas;

/// <summary>
/// What is known of a city-network: (client location, ASN), where the location is country > subdivision > metro > city.
/// Unknown parts are <see cref="NotAvailable"/>, as in the API (spec 6.11).
/// </summary>
/// <param name="Id">The stable identity.</param>
/// <param name="CountryCode">ISO 3166-1 alpha-2, or `N/A`.</param>
/// <param name="Country">English name, or `N/A`.</param>
/// <param name="Subdivision">State, province or region.</param>
/// <param name="Metro">Metropolitan area; only some sources have it.</param>
/// <param name="City">City, without the districts that some sources put in brackets.</param>
/// <param name="Asn">Autonomous system number; 0 when not known.</param>
/// <param name="NetworkName">Name of the autonomous system.</param>
/// <param name="Latitude">Degrees north, or NaN.</param>
/// <param name="Longitude">Degrees east, or NaN.</param>
public sealed record CityNetwork(
    CityNetworkId Id,
    string CountryCode,
    string Country,
    string Subdivision,
    string Metro,
    string City,
    uint Asn,
    string NetworkName,
    double Latitude,
    double Longitude)
{
    /// <summary>The text of a part that is not known.</summary>
    public const string NotAvailable = "N/A";

    /// <summary>The place of all addresses that no source knows.</summary>
    public static readonly CityNetwork Unlocated = new(
        CityNetworkId.Unlocated, NotAvailable, NotAvailable, NotAvailable, NotAvailable, NotAvailable, 0, NotAvailable, double.NaN, double.NaN);
}
