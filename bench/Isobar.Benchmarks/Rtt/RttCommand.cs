namespace Isobar.Benchmarks.Rtt;

/// <summary>`accuracy rtt DIR [--json]`: how well the product's detectors answer labelled round-trip time series.</summary>
internal static class RttCommand
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

    /// <summary>Runs the verb; what it answers is its exit code.</summary>
    public static int Run(string[] arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Any(argument => argument is "--help" or "-h" or "help"))
        {
            output.WriteLine(Help);
            return 0;
        }
        bool json = arguments.Contains("--json");
        string[] words = [.. arguments.Where(argument => argument != "--json")];
        if (words is not ["rtt", string folder] || folder.StartsWith('-'))
        {
            errors.WriteLine($"Expected: rtt DIR [--json]; found: {(arguments.Length == 0 ? "nothing" : string.Join(' ', arguments))}. bench/accuracy --help says more.");
            return 2;
        }
        return Score(folder, json, output, errors);
    }

    private static int Score(string folder, bool json, TextWriter output, TextWriter errors)
    {
        var faults = new List<string>();
        List<RttSeries> series = RttFolder.Read(folder, faults);
        if (faults.Count > 0)
        {
            foreach (string fault in faults)
            {
                errors.WriteLine(fault);
            }
            return 1;
        }
        var report = new RttReport([.. series.AsParallel().AsOrdered().Select(SeriesScore.Of)]);
        output.WriteLine(json ? report.Json() : report.Text());
        return 0;
    }
}
