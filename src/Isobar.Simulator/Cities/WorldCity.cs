namespace Isobar.Simulator.Cities;

/// <summary>A city of the simulated world: a real place, so that maps and distances look right; its networks are invented.</summary>
/// <param name="CountryCode">ISO 3166-1 alpha-2.</param>
/// <param name="Country">English name.</param>
/// <param name="Subdivision">State or province where the country is known by them, else `N/A`.</param>
/// <param name="Name">City, or a district of one in worlds that need more places than the table has.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
/// <param name="Weight">People of the urban area in units of 100,000, roughly.</param>
public sealed record WorldCity(
    string CountryCode, string Country, string Subdivision, string Name, double Latitude, double Longitude, double Weight);
