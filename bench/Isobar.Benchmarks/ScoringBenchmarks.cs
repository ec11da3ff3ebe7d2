using BenchmarkDotNet.Attributes;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Benchmarks;

/// <summary>
/// The numbers behind a score. Every test of every window takes the screen; some windows take the CUSUM's step; those that pass the screen take the tail and the bound.
/// </summary>
public class ScoringBenchmarks
{
    private const double Alpha = 3.11e-5;

    private readonly CriticalCounts _table = new(Alpha);
    private DetectableDrops? _drops;
    private long _critical;

    [Params(50, 1000, 1_000_000)]
    public long Votes { get; set; }

    [Params(0, 0.01)]
    public double Correlation { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _drops = new DetectableDrops(_table);
        _critical = BetaBinomial.CriticalCount(Votes, 0.05, Correlation, Alpha);
    }

    [Benchmark]
    public long Screen() => _table.LowerBound(Votes, 0.05, Correlation);

    [Benchmark]
    public double Detectable() => _drops!.OfFailures(Votes, 0.05, Correlation);

    [Benchmark]
    public double CusumStep() => Cusum.Step(_critical, Votes, 0.05, Correlation);

    [Benchmark]
    public double Tail() => BetaBinomial.LogUpperTail(_critical, Votes, 0.05, Correlation);

    [Benchmark]
    public long CriticalCount() => BetaBinomial.CriticalCount(Votes, 0.05, Correlation, Alpha);

    [Benchmark]
    public double LowerBound() => DropShare.LowerBound(_critical, Votes, Correlation, Alpha);

    [Benchmark]
    public double Volume() => NegativeBinomial.LogLowerTail(_critical, Votes, 20);

    [Benchmark]
    public CriticalCounts Table() => new(_table.Alpha);
}
