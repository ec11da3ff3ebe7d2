using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Sketches;

namespace Isobar.Benchmarks;

/// <summary>The quantile sketch, with so many samples of a client population's round-trip times (10 ms to 300 ms).</summary>
public class SketchBenchmarks
{
    private readonly QuantileSketch _target = new();
    private QuantileSketch _sketch = new();
    private byte[] _written = [];
    private long[] _samples = [];

    [Params(30, 1000)]
    public int Samples { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        RandomNumbers random = new(5);
        _samples = [.. Enumerable.Range(0, Samples).Select(_ => 10_000L + random.Next(90_000) + random.Next(200_000))];
        _sketch = new QuantileSketch();
        foreach (long sample in _samples)
        {
            _sketch.Add(sample);
        }
        _written = _sketch.Write();
    }

    [Benchmark]
    public long AddAll()
    {
        _target.Clear();
        foreach (long sample in _samples)
        {
            _target.Add(sample);
        }
        return _target.Count;
    }

    [Benchmark]
    public long Merge()
    {
        _target.Clear();
        _target.Merge(_sketch);
        return _target.Count;
    }

    [Benchmark]
    public byte[] Write() => _sketch.Write();

    [Benchmark]
    public long ReadAndMerge()
    {
        _target.Clear();
        _target.TryMerge(_written);
        return _target.Count;
    }

    [Benchmark]
    public double Quantile() => _sketch.Quantile(0.9);
}
