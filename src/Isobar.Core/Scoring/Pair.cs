using System.Collections.Immutable;
using Isobar.Core.Atlas;

namespace Isobar.Core.Scoring;

/// <summary>A city-network seen from a service location: the unit that has a baseline, scores and health.</summary>
/// <param name="CityNetwork">Who the users are.</param>
/// <param name="ServiceLocation">Where the application answers them.</param>
/// <param name="AsPaths">The AS paths that are known to lead there, from the service's own AS to the client network; empty where none is known.</param>
public sealed record Pair(CityNetwork CityNetwork, string ServiceLocation, ImmutableArray<AsPath> AsPaths);
