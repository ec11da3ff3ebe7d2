namespace Isobar.Core.Insights;

/// <summary>One measured pair as the model sees it.</summary>
/// <param name="CityNetwork">Identity of the city-network.</param>
/// <param name="Asn">Its AS number.</param>
/// <param name="Country">Its country.</param>
/// <param name="Location">The service location.</param>
/// <param name="Kilometres">Distance between them.</param>
/// <param name="Millis">Median time.</param>
/// <param name="Error">Standard error of the median, milliseconds.</param>
internal readonly record struct ModelRow(ulong CityNetwork, uint Asn, string Country, string Location, double Kilometres, double Millis, double Error);
