using System.Globalization;
using BenchmarkDotNet.Running;
using Isobar.Benchmarks;
using Isobar.Benchmarks.Inputs;
using Isobar.Benchmarks.Rtt;
using Isobar.Benchmarks.Verbs;

// The verbs are steps of bench/run, bench/api and bench/accuracy; everything else is BenchmarkDotNet's.
switch (args)
{
    case ["make-log", string path, string lines]:
        GeneratedLog.Write(path, long.Parse(lines, CultureInfo.InvariantCulture));
        return 0;
    case ["make-addresses", string database, string path, string count]:
        AddressesVerb.Run(database, path, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["locate", "--random", string count]:
        LocateVerb.Run(RandomAddresses.IPv4(int.Parse(count, CultureInfo.InvariantCulture)));
        return 0;
    case ["locate", "--file", string path]:
        LocateVerb.Run(LocateVerb.Read(path));
        return 0;
    case ["atlas"]:
        return AtlasVerb.Run();
    case ["baselines", string strata]:
        BaselinesVerb.Run(int.Parse(strata, CultureInfo.InvariantCulture));
        return 0;
    case ["window", string pairs]:
        WindowVerb.Run(int.Parse(pairs, CultureInfo.InvariantCulture));
        return 0;
    case ["monitors", string pairs]:
        MonitorsVerb.Run(int.Parse(pairs, CultureInfo.InvariantCulture));
        return 0;
    case ["api-serve", string folder, string events]:
        return await ApiVerb.ServeAsync(folder, int.Parse(events, CultureInfo.InvariantCulture));
    case ["api-query", string folder, string cityNetworks, string days]:
        return await ApiVerb.QueryAsync(folder, int.Parse(cityNetworks, CultureInfo.InvariantCulture), int.Parse(days, CultureInfo.InvariantCulture));
    case ["explorer", string folder]:
        ExplorerVerb.Run(folder);
        return 0;
    case ["pipeline"]:
        PipelineVerb.Run();
        return 0;
    case ["accuracy", ..]:
        return RttCommand.Run(args[1..], Console.Out, Console.Error);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(BenchmarkJob).Assembly).Run(args, new BenchmarkJob());
        return 0;
}
