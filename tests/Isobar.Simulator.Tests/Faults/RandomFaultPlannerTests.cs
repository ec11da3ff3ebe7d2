using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Faults;

/// <summary>Random plans hold enough faults of each class for the gates, well apart from each other.</summary>
public sealed class RandomFaultPlannerTests
{
    private static readonly WorldOptions s_options = WorldOptions.ForGates(seed: 1);
    private static readonly SimulatedWorld s_world = new(s_options);

    [Fact]
    public void There_are_enough_faults_of_each_class_for_the_gates()
    {
        Assert.True(s_world.Faults.Count(IsClearPairFault) >= 40);
        Assert.True(s_world.Faults.Count(fault => TestablePairs(fault) >= 6) >= 30);
        Assert.True(s_world.Faults.Count(fault => fault.IsWideAndSlight && TestablePairs(fault) >= 12) >= 20);
        Assert.True(s_world.Faults.Count(fault => fault.Spec.Kind is FaultKind.ServiceFail or FaultKind.ServiceSlow) >= 10);
        Assert.Superset(
            new HashSet<FaultElementKind>(Enum.GetValues<FaultElementKind>()), s_world.Faults.Select(fault => fault.Spec.Element.Kind).ToHashSet());
        Assert.Equal(Enum.GetValues<FaultKind>(), s_world.Faults.Select(fault => fault.Spec.Kind).Distinct().Order());
    }

    [Fact]
    public void Sixty_percent_last_five_minutes_at_most_and_eight_percent_over_two_hours()
    {
        Assert.Equal(0.60, s_world.Faults.Average(fault => fault.Spec.Seconds <= 300 ? 1.0 : 0), 0.04);
        Assert.Equal(0.08, s_world.Faults.Average(fault => fault.Spec.Seconds > 7200 ? 1.0 : 0), 0.03);
    }

    [Fact]
    public void Faults_lie_in_their_time_and_have_the_sizes_of_the_design()
    {
        Assert.All(s_world.Faults, fault =>
        {
            Assert.InRange(fault.Spec.StartSeconds, s_options.Faults.RandomFaults!.StartSeconds, fault.Spec.EndSeconds - 1);
            Assert.True(fault.Spec.EndSeconds <= s_options.EndSeconds);
            Assert.Contains(fault.Spec.Share, new[] { 0.1, 0.2, 0.3, 0.4, 0.8, 1 });
            if (fault.Spec.Kind is FaultKind.RttAdd or FaultKind.Partial)
            {
                Assert.InRange(fault.Spec.DelayMicros, 10_000, 200_000);
            }
            if (fault.Spec.Kind == FaultKind.RttMultiply)
            {
                Assert.True(fault.Spec.Factor >= 1.2);
            }
            if (fault.Spec.Element.Kind == FaultElementKind.Pair && fault.Spec.Kind == FaultKind.RttAdd)
            {
                UsualRtt usual = s_world.Pairs[fault.Pairs[0].Pair].UsualRtt;
                Assert.True(fault.Spec.DelayMicros >= Math.Min(1.99 * usual.MarginMicros, 189_999));
            }
        });
    }

    [Fact]
    public void No_pair_has_a_fault_before_it_has_recovered_from_the_last()
    {
        int recovery = s_options.Faults.RandomFaults!.RecoverySeconds;
        foreach (IGrouping<int, Fault> faults in s_world.Faults
            .SelectMany(fault => fault.Pairs.Select(pair => (pair.Pair, Fault: fault)))
            .GroupBy(entry => entry.Pair, entry => entry.Fault))
        {
            Fault[] inOrder = [.. faults.OrderBy(fault => fault.Spec.StartSeconds)];
            for (int i = 1; i < inOrder.Length; i++)
            {
                Assert.True(inOrder[i].Spec.StartSeconds >= inOrder[i - 1].Spec.EndSeconds + recovery);
            }
        }
    }

    [Fact]
    public void The_held_out_family_is_made_only_when_it_is_asked_for()
    {
        Assert.All(s_world.Faults, fault => Assert.Equal(FaultFamily.Open, fault.Spec.Family));
        Assert.DoesNotContain(s_world.Faults, IsOfHeldOutKind);
        SimulatedWorld gate = new(s_options with { Faults = FaultPlan.Random(s_options.Faults.RandomFaults! with { IncludeHeldOut = true }) });
        Fault[] heldOut = [.. gate.Faults.Where(fault => fault.Spec.Family == FaultFamily.HeldOut)];
        Assert.True(heldOut.Length >= 8);
        Assert.All(heldOut, fault => Assert.True(IsOfHeldOutKind(fault)));
        Assert.Equal(heldOut.Length, gate.Faults.Count(IsOfHeldOutKind));
    }

    [Fact]
    public void Faults_are_in_the_order_of_their_start_and_numbered()
    {
        Assert.Equal(Enumerable.Range(0, s_world.Faults.Length), s_world.Faults.Select(fault => fault.Id));
        Assert.Equal(s_world.Faults.OrderBy(fault => fault.Spec.StartSeconds).Select(fault => fault.Id), s_world.Faults.Select(fault => fault.Id));
    }

    private static bool IsOfHeldOutKind(Fault fault) =>
        (fault.Spec.Element.Kind == FaultElementKind.City && fault.Spec.Kind == FaultKind.RttMultiply)
        || (fault.Spec.Element.Kind == FaultElementKind.Zone && fault.Spec.Kind == FaultKind.Partial);

    private static bool IsClearPairFault(Fault fault) => fault.Spec is { Share: >= 0.4, Seconds: >= 1800 }
        && fault.Spec.Element.Kind == FaultElementKind.Pair
        && s_world.Realised(fault).Demand / (fault.Spec.Seconds / 300.0) >= 50;

    private static int TestablePairs(Fault fault) => fault.Pairs.Count(pair => s_world.Pairs[pair.Pair].MeanVotes * pair.Coverage >= 12);
}
