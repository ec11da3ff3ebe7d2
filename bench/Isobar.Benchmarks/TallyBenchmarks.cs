using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;

namespace Isobar.Benchmarks;

/// <summary>Parse, locate and tally, as a core of a replay does, from an empty table whose memory is there already; the time is that of one line.</summary>
public class TallyBenchmarks
{
    private const int Lines = 200_000;
    private LoadedLog? _log;

    [Params("combined", "nginx-rtt")]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _log = new LoadedLog(Format, Lines, BenchmarkAtlas.Open());

    [Benchmark(OperationsPerInvoke = Lines)]
    public int ParseLocateTally() => _log!.Pass();
}
