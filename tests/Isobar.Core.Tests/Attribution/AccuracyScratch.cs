using System.Collections.Immutable;
using System.Diagnostics;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;
using Xunit.Abstractions;

namespace Isobar.Core.Tests.Attribution;

public sealed class AccuracyScratch(ITestOutputHelper output)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sweep(bool knowsPaths)
    {
        TestWorld world = TestWorld.Make(7, 2500, knowsPaths: knowsPaths);
        Random random = new(3);
        Dictionary<string, int> tally = [];
        int faults = 0, answered = 0, right = 0, scoped = 0, found = 0, extra = 0;
        Stopwatch watch = new();
        for (int trial = 0; trial < 150; trial++)
        {
            PlantedFault fault = TestFaults.Random(world, random);
            if (world.Scope(fault.Element).Length < 6)
            {
                continue;
            }
            TestEngine engine = new(world, trial, [fault]);
            BlameAnalysis analysis = new();
            ImmutableArray<Blame> blames = [];
            for (int window = 0; window < 9; window++)
            {
                HealthMap map = engine.Next();
                watch.Start();
                blames = analysis.Conclude(map, []).Blames;
                watch.Stop();
            }
            Blame[] open = [.. blames.Where(blame => blame.Metric == fault.Metric && blame.OpenedBy != OpeningPath.None)];
            int[] scope = world.Scope(fault.Element);
            faults++;
            Blame? best = open.MaxBy(blame => TestFaults.Jaccard(scope, blame.Pairs));
            double jaccard = best is null ? 0 : TestFaults.Jaccard(scope, best.Pairs);
            found += open.Length > 0 ? 1 : 0;
            scoped += jaccard >= 0.5 ? 1 : 0;
            extra += open.Length - (jaccard >= 0.5 ? 1 : 0);
            bool isAnswer = jaccard >= 0.5 && best!.Verdict != BlameVerdict.Insufficient;
            bool isRight = isAnswer && best!.Verdict == BlameVerdict.Blamed && best.Element == fault.Element;
            answered += isAnswer ? 1 : 0;
            right += isRight ? 1 : 0;
            if (!isRight)
            {
                output.WriteLine($"{fault.Element.Kind} {fault.Element.ServiceLocation} {fault.Element.Key} {fault.Stream} f={fault.Share} e={fault.Edges} scope={scope.Length} cov={scope.Average(i => world.Pairs[i].Coverage(fault.Element)):f2} J={jaccard:f2} n={open.Length}: "
                    + string.Join(" | ", open.OrderByDescending(b => b.Pairs.Length).Take(3).Select(b => $"{b.Verdict} {b.Element.Kind} {b.Element.ServiceLocation} {b.Element.Key} {b.Confidence:f2} pairs={b.Pairs.Length} [{string.Join("; ", b.Suspects.Take(3).Select(s => $"{s.Element.Kind} {s.Element.ServiceLocation} {s.Element.Key} {s.BadInside}/{s.TotalInside} {s.BadOutside}/{s.TotalOutside} {s.Confidence:f2} EP{s.ExplanatoryPower:f2}"))}]")));
            }
        }
        output.WriteLine($"paths={knowsPaths} faults={faults} found={found} scoped={scoped} extra={extra} answered={answered} right={right} ms/window={watch.Elapsed.TotalMilliseconds / faults / 9:f1}");
    }
}
