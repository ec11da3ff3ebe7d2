using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Alarms;
using Isobar.Server.Publishing;

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

    /// <summary>AS paths from a service location to a city-network; null where they are not known, as in every installation until they are measured.</summary>
    public Func<CityNetworkId, string, ImmutableArray<AsPath>>? PathsOf { get; init; }

    /// <summary>Whom health events are told, in the commit that stores them; null for nobody.</summary>
    public AlarmSettings? Webhooks { get; init; }

    /// <summary>Of which events nobody is told, and when nothing is learned.</summary>
    public QuietTimes Quiet { get; init; } = QuietTimes.None;

    /// <summary>The network that serves, for events; null for the original service's.</summary>
    public Network? ServiceNetwork { get; init; }

    /// <summary>
    /// Strata scored, over all windows, after which the whole state is saved: a restart plays at most so much again. Two windows of all strata come on top, since a large state
    /// takes as long to save as some windows to score.
    /// </summary>
    public long StrataBetweenStates { get; init; } = 250_000;
}
