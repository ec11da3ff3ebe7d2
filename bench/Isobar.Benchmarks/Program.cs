using BenchmarkDotNet.Running;
using Isobar.Benchmarks;

// `make-log` and `make-addresses` write the inputs of bench/run; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["make-log", string path, string lines]:
        GeneratedLog.Write(path, long.Parse(lines, System.Globalization.CultureInfo.InvariantCulture));
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(GeneratedLog).Assembly).Run(args);
        break;
}
