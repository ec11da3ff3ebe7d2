using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Random faults of all kinds in a small world. The gates proper are run on the simulator; this finds what breaks attribution alone.</summary>
public sealed class AttributionAccuracyTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Faults_that_are_found_are_answered_and_the_answers_are_right(bool knowsPaths)
    {
        TestWorld world = TestWorld.Make(11, 1200, knowsPaths: knowsPaths);
        Random random = new(5);
        int found = 0, answered = 0, right = 0, falseGroups = 0;
        for (int trial = 0; trial < 36; trial++)
        {
            PlantedFault fault = TestFaults.Random(world, random);
            int[] scope = world.Scope(fault.Element);
            bool isNameless = !knowsPaths && fault.Element.Kind is ElementKind.TransitAs or ElementKind.AsPath;
            if (scope.Length < 6 || fault.Share < 0.4)
            {
                continue;
            }
            TestRun run = new(world, trial, [fault], 9);
            EventGroup? best = run.Groups.Where(group => group.Metric == fault.Metric).MaxBy(group => TestFaults.Jaccard(scope, group.Pairs));
            if (isNameless)
            {
                Assert.DoesNotContain(run.Groups, group => group is { Blame.Verdict: BlameVerdict.Blamed, Pairs.Length: >= 6, Element.Kind: not ElementKind.ClientAsn });
                continue;
            }
            if (best is null || TestFaults.Jaccard(scope, best.Pairs) < 0.5)
            {
                falseGroups += run.Groups.Length;
                continue;
            }
            found++;
            falseGroups += run.Groups.Length - 1;
            answered += best.Blame.Verdict != BlameVerdict.Insufficient ? 1 : 0;
            right += best.Blame.Verdict == BlameVerdict.Blamed && best.Element == fault.Element ? 1 : 0;
        }
        Assert.True(found >= 10, $"found {found}");
        Assert.True(answered >= 0.8 * found, $"answered {answered} of {found}");
        Assert.True(right >= 0.93 * answered, $"right {right} of {answered}");
        Assert.True(falseGroups <= 0.1 * found + 1, $"{falseGroups} false groups beside {found}");
    }
}
