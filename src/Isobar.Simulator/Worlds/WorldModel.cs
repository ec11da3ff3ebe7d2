using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Nuisances;

namespace Isobar.Simulator.Worlds;

/// <summary>All that rows are drawn from; never changes once it is made, so any number of threads may read it.</summary>
internal sealed record WorldModel(
    ulong Seed,
    bool HasNuisances,
    SimulatedPair[] Pairs,
    PairModel[] Models,
    StratumStream[] Streams,
    ImmutableArray<Stratum> Strata,
    ShapeLibrary Shapes,
    AddressPlan Addresses,
    double[][] ServiceMicros,
    ImmutableArray<CityNetwork> CityNetworks,
    int HourlySamples)
{
    /// <summary>The faults, in the order of their start.</summary>
    public ImmutableArray<Fault> Faults { get; init; } = [];

    /// <summary>The nuisances, in the order of their start.</summary>
    public ImmutableArray<Nuisance> Nuisances { get; init; } = [];
}
