using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Benchmarks;

/// <summary>Lines to records, in memory; the time is that of one line.</summary>
public class ParseBenchmarks
{
    private const int Lines = 20_000;
    private byte[] _text = [];
    private LineParser? _parser;

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    public static IEnumerable<string> Formats => LogText.Writers.Keys;

    [GlobalSetup]
    public void Setup()
    {
        _text = LogText.Bytes(Format, Lines);
        _parser = LogText.FormatOf(Format).CreateParser(ParserOptions.Default);
        if (Parse() != Lines)
        {
            throw new InvalidOperationException($"{Format}: not every line became a record.");
        }
    }

    [Benchmark(OperationsPerInvoke = Lines)]
    public int Parse()
    {
        TrafficRecord record = default;
        int records = 0;
        for (ReadOnlySpan<byte> rest = _text; !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)'\n');
            records += _parser!.Parse(rest[..end], ref record) == ParseError.None ? 1 : 0;
            rest = rest[(end + 1)..];
        }
        return records;
    }
}
