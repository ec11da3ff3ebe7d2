using Isobar.Core.Atlas;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>A group of logs as the service has them: how finely its records tell where users are (spec 7).</summary>
/// <param name="Name">The last part of its name.</param>
/// <param name="HasSubdivision">Whether records tell subdivisions.</param>
/// <param name="HasMetro">Whether they tell metropolitan areas.</param>
internal sealed record LogGroup(string Name, bool HasSubdivision, bool HasMetro)
{
    /// <summary>A record for each city-network.</summary>
    public static readonly LogGroup ByCity = new("byCity", true, true);

    /// <summary>Those with records of more than one city.</summary>
    public static readonly IReadOnlyList<LogGroup> Wider = [new("byMetro", true, true), new("bySubdivision", true, false), new("byCountry", false, false)];

    /// <summary>All groups.</summary>
    public static readonly IReadOnlyList<LogGroup> All = [ByCity, .. Wider];

    /// <summary>The place that a record of a wider group is of: the names below its level are empty, and it is nowhere on the map.</summary>
    public CityNetwork PlaceOf(CityNetwork client) => client with
    {
        Id = CityNetworkId.Unlocated,
        Subdivision = HasSubdivision ? client.Subdivision : "",
        Metro = HasMetro ? client.Metro : "",
        City = "",
        Latitude = 0,
        Longitude = 0,
    };
}
