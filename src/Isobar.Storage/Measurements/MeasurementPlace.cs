namespace Isobar.Storage.Measurements;

/// <summary>The client's place and network as far as a group tells them apart; other parts are empty or 0.</summary>
/// <param name="CountryCode">ISO 3166 code.</param>
/// <param name="Country">Name of the country.</param>
/// <param name="Subdivision">Subdivision.</param>
/// <param name="Metro">Metro.</param>
/// <param name="City">City.</param>
/// <param name="Asn">Number of the network.</param>
public readonly record struct MeasurementPlace(string CountryCode, string Country, string Subdivision, string Metro, string City, uint Asn);
