using Isobar.Benchmarks.Rtt;

namespace Isobar.Benchmarks.Verbs;

/// <summary>`accuracy rtt DIR [--json]`: how well the product's detectors answer labelled round-trip time series.</summary>
internal static class AccuracyVerb
{
    private const string Help =
        """
        Usage: bench/accuracy rtt DIR [--json]

        Scores the change points and episodes that Isobar finds in labelled round-trip time series.

          DIR      folder of *.csv files: a header with the columns epoch, rtt and cp, then one sample a line.
                   epoch  2016-11-25 13:19:31, 25/11/2016 13:19 (UTC) or seconds since 1970
                   rtt    milliseconds, decimal point or comma; negative or empty is a lost ping
                   cp     1 on the first sample of a new segment, else 0
          --json   print all figures for machines

        Exit codes: 0 scored, 1 something in DIR cannot be read (all faults are listed, nothing is scored), 2 wrong arguments.
        What the figures mean: docs/accuracy.md.
        """;

    public static int Run(ReadOnlySpan<string> arguments)
    {
        if (arguments.IsEmpty || arguments.ContainsAny("--help", "-h", "help"))
        {
            Console.WriteLine(Help);
            return arguments.IsEmpty ? 2 : 0;
        }
        bool json = arguments.Contains("--json");
        string[] words = [.. arguments.ToArray().Where(argument => argument != "--json")];
        if (words is not ["rtt", string folder] || folder.StartsWith('-'))
        {
            Console.Error.WriteLine($"Expected: rtt DIR [--json]; found: {string.Join(' ', arguments.ToArray())}\nbench/accuracy --help says more.");
            return 2;
        }
        return Score(folder, json);
    }

    private static int Score(string folder, bool json)
    {
        var faults = new List<string>();
        List<RttSeries> series = RttFolder.Read(folder, faults);
        if (faults.Count > 0)
        {
            foreach (string fault in faults)
            {
                Console.Error.WriteLine(fault);
            }
            return 1;
        }
        var report = new RttReport([.. series.AsParallel().AsOrdered().Select(SeriesScore.Of)]);
        Console.WriteLine(json ? report.Json() : report.Text());
        return 0;
    }
}
