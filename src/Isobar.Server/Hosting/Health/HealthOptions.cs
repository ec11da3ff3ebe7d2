namespace Isobar.Server.Hosting.Health;

/// <summary>What scoring must know of the installation.</summary>
internal sealed record HealthOptions
{
    /// <summary>Length of a window, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Region that ARNs show.</summary>
    public required string Region { get; init; }

    /// <summary>Account that ARNs show.</summary>
    public required string Account { get; init; }

    /// <summary>The sources, with where they answer: resources of the monitor that exists while there is no other.</summary>
    public required IReadOnlyList<(string Source, string Location)> Sources { get; init; }

    /// <summary>Strata scored, over all windows, after which the whole state is saved: a restart plays at most so much again. About five seconds of two cores.</summary>
    public long StrataBetweenStates { get; init; } = 1_000_000;
}
