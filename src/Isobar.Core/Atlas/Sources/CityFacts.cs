namespace Isobar.Core.Atlas.Sources;

/// <summary>What a city source says of a range, as read: unknown texts are empty, unknown coordinates NaN.</summary>
internal readonly record struct CityFacts(
    string CountryCode,
    string CountryName,
    string Subdivision,
    string Metro,
    string City,
    double Latitude,
    double Longitude)
{
    /// <summary>Whether the source names no place at all.</summary>
    public bool IsEmpty => CountryCode.Length + CountryName.Length + Subdivision.Length + Metro.Length + City.Length == 0;
}
