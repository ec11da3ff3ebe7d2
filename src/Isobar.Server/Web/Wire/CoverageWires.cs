namespace Isobar.Server.Web.Wire;

/// <summary>What a selection would cover.</summary>
internal sealed record CoverageAnswer
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required int CityNetworks { get; init; }

    public required string WeighedIn { get; init; }

    public required LevelsWire Levels { get; init; }

    public required SelectionWire Selection { get; init; }

    public required PriceWire Price { get; init; }
}

/// <summary>How many city-networks make up which part of the traffic.</summary>
internal sealed record LevelsWire(IReadOnlyList<int> Percentage, IReadOnlyList<int> CityNetworks);

/// <summary>What would be monitored.</summary>
internal sealed record SelectionWire(int Percentage, int? Maximum, int CityNetworks, double TrafficPercent, bool IsCapped);

/// <summary>What the service that Isobar is compatible with would charge.</summary>
internal sealed record PriceWire(string Currency, int Resources, double ResourcesPerMonth, int CityNetworksBilled, double CityNetworksPerMonth, double PerMonth);
