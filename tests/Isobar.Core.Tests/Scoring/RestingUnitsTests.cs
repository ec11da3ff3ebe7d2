using System.Runtime.InteropServices;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Scoring;

public sealed class RestingUnitsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Passing_over_units_at_rest_changes_no_verdict(ulong seed)
    {
        SparseTraffic traffic = new(seed);
        HealthEngine quick = traffic.NewEngine();
        HealthEngine slow = traffic.NewEngine();
        slow.PassesOverResting = false;
        int drops = 0;
        foreach (SealedWindow window in traffic.Windows())
        {
            HealthMap map = quick.Score(window), expected = slow.Score(window);
            Assert.Equal(expected.Health.ToArray(), map.Health.ToArray());
            Assert.Equal(expected.Strata.ToArray(), map.Strata.ToArray());
            Assert.True(MemoryMarshal.AsBytes(expected.Counts.Span).SequenceEqual(MemoryMarshal.AsBytes(map.Counts.Span)), $"counts at {window.Start}");
            Assert.Equal(expected.Elements.Select(TextOf), map.Elements.Select(TextOf));
            Assert.Equal(expected.Evidence.OrderBy(entry => entry.Key), map.Evidence.OrderBy(entry => entry.Key));
            drops += map.Evidence.Count;
        }
        Assert.True(drops > 10, $"{drops} drops");
    }

    [Fact]
    public void A_window_without_traffic_allocates_its_map_and_little_more()
    {
        SparseTraffic traffic = new(1);
        HealthEngine engine = traffic.NewEngine();
        long start = SparseTraffic.From;
        for (int window = 0; window < 100; window++, start += SparseTraffic.WindowSeconds)
        {
            engine.Score(new(start, [], SparseTraffic.Silence));
        }
        long before = GC.GetAllocatedBytesForCurrentThread();
        HealthMap map = engine.Score(new(start, [], SparseTraffic.Silence));
        long bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        long own = (long)map.Health.Length * SizeOf<PairHealth>() + (long)map.Strata.Length * SizeOf<StratumHealth>();
        Assert.InRange(bytes, own, own + 8192);
    }

    private static int SizeOf<T>() => System.Runtime.CompilerServices.Unsafe.SizeOf<T>();

    private static string TextOf(ElementHealth element) => $"{element.Element} {element.Metric} {element.Health} {string.Join(',', element.Pairs)} {element.Evidence}";
}
