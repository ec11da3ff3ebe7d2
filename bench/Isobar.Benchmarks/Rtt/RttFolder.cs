namespace Isobar.Benchmarks.Rtt;

/// <summary>A folder of labelled series.</summary>
internal static class RttFolder
{
    /// <summary>Reads all `*.csv` of a folder, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="faults">Takes everything that is wrong, over all files.</param>
    public static List<RttSeries> Read(string folder, List<string> faults)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add($"{folder}: there is no such folder.");
            return [];
        }
        string[] files = [.. Directory.EnumerateFiles(folder, "*.csv").Order(StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            faults.Add($"{folder}: holds no *.csv file; expected labelled series with the columns epoch, rtt and cp.");
        }
        return [.. files.Select(file => RttSeriesReader.Read(file, faults)).OfType<RttSeries>()];
    }
}
