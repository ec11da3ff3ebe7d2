using System.Collections.Immutable;

namespace Isobar.Simulator.Faults;

/// <summary>Where the faults of a world come from.</summary>
public sealed class FaultPlan
{
    private FaultPlan(ImmutableArray<FaultSpec> given, RandomFaultOptions? random)
    {
        GivenFaults = given;
        RandomFaults = random;
    }

    /// <summary>No faults.</summary>
    public static FaultPlan None { get; } = new([], null);

    /// <summary>The faults that were given; empty for random ones.</summary>
    public ImmutableArray<FaultSpec> GivenFaults { get; }

    /// <summary>How random faults are made; null when there are none.</summary>
    public RandomFaultOptions? RandomFaults { get; }

    /// <summary>Exactly these.</summary>
    public static FaultPlan Of(IEnumerable<FaultSpec> faults) => new([.. faults], null);

    /// <summary>Seeded random ones.</summary>
    public static FaultPlan Random(RandomFaultOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new([], options);
    }
}
