using System.Collections.Immutable;
using Isobar.Core.Atlas;

namespace Isobar.Simulator.Worlds;

/// <summary>A city-network and a service location that answers it, with what is true of them.</summary>
/// <param name="Index">Position in <see cref="SimulatedWorld.Pairs"/>.</param>
/// <param name="CityNetwork">The clients.</param>
/// <param name="LocationIndex">Position in <see cref="SimulatedWorld.Locations"/>.</param>
/// <param name="ServiceLocation">Name of the service location.</param>
/// <param name="AsPaths">The ways the traffic really takes; their weights sum to one. All pairs of one network at one location share the list.</param>
/// <param name="MeanVotes">Votes a window, averaged over a week.</param>
/// <param name="SamplesPerVote">Round-trip times (and times to first byte) for each vote that succeeds, 1 to 2.</param>
/// <param name="UsualRtt">Usual round-trip times at mean load.</param>
/// <param name="NetworkFailureShare">Share of votes that usually fail on the way.</param>
/// <param name="ServiceFailureShare">Share of votes that the service usually fails.</param>
public sealed record SimulatedPair(
    int Index,
    CityNetwork CityNetwork,
    int LocationIndex,
    string ServiceLocation,
    ImmutableArray<AsPath> AsPaths,
    double MeanVotes,
    double SamplesPerVote,
    UsualRtt UsualRtt,
    double NetworkFailureShare,
    double ServiceFailureShare);
