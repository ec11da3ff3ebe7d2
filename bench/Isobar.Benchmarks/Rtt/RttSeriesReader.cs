using System.Globalization;

namespace Isobar.Benchmarks.Rtt;

/// <summary>
/// Reads labelled series: a header with `epoch`, `rtt` and `cp` in any order, then a value a line. Separators are semicolons, tabs or commas; decimal marks
/// points or, where the separator is another, commas; line ends LF or CRLF; times Unix seconds, ISO dates, or day/month/year (UTC).
/// </summary>
internal static class RttSeriesReader
{
    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFZ",
        "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss",
    ];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="faults">Takes what is wrong with it, one text a fault, at most five.</param>
    /// <returns>Null when there were faults.</returns>
    public static RttSeries? Read(string path, List<string> faults)
    {
        try
        {
            return Parse(Path.GetFileNameWithoutExtension(path), path, File.ReadAllLines(path), faults);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{path}: cannot be read: {fault.Message}");
            return null;
        }
    }

    internal static RttSeries? Parse(string name, string path, string[] lines, List<string> faults)
    {
        if (Columns.Of(lines.Length > 0 ? lines[0] : "") is not { } columns)
        {
            faults.Add($"{path}:1: expected a header with the columns epoch, rtt and cp (separated by ; , or tab), found \"{(lines.Length > 0 ? lines[0].Trim() : "an empty file")}\".");
            return null;
        }
        var seconds = new List<long>(lines.Length);
        var values = new List<double>(lines.Length);
        var labels = new List<int>();
        int before = faults.Count;
        for (int i = 1; i < lines.Length && faults.Count < before + 5; i++)
        {
            if (lines[i].AsSpan().Trim().IsEmpty)
            {
                continue;
            }
            if (columns.Read(lines[i], out long second, out double value, out bool changes) is string fault)
            {
                faults.Add($"{path}:{i + 1}: {fault}");
                continue;
            }
            if (changes && values.Count > 0)
            {
                labels.Add(values.Count);
            }
            seconds.Add(second);
            values.Add(value);
        }
        if (faults.Count == before && values.Count == 0)
        {
            faults.Add($"{path}: has a header but no values.");
        }
        return faults.Count > before ? null : new RttSeries(name, [.. seconds], [.. values], [.. labels]);
    }

    private static bool TryTime(string text, out long seconds)
    {
        if (long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out seconds))
        {
            return true;
        }
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool read = DateTime.TryParseExact(text, s_dates, CultureInfo.InvariantCulture, Utc, out DateTime time);
        seconds = read ? (time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond : 0;
        return read;
    }

    /// <summary>A missing value is -1, as the origin writes lost pings as negative numbers.</summary>
    private static bool TryMillis(string text, out double millis)
    {
        if (text.Length == 0 || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("na", StringComparison.OrdinalIgnoreCase))
        {
            millis = -1;
            return true;
        }
        return double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out millis) && double.IsFinite(millis);
    }

    /// <summary>Where the three columns are.</summary>
    private sealed record Columns(char Separator, int Epoch, int Rtt, int Change)
    {
        public static Columns? Of(string header)
        {
            char separator = header.Contains(';', StringComparison.Ordinal) ? ';' : header.Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
            string[] names = Array.ConvertAll(header.Split(separator), name => name.Trim().Trim('"').ToLowerInvariant());
            var columns = new Columns(separator, Array.IndexOf(names, "epoch"), Array.IndexOf(names, "rtt"), Array.IndexOf(names, "cp"));
            return columns.Epoch < 0 || columns.Rtt < 0 || columns.Change < 0 ? null : columns;
        }

        /// <returns>What is wrong with the line, or null.</returns>
        public string? Read(string line, out long second, out double value, out bool changes)
        {
            (second, value, changes) = (0, 0, false);
            string[] fields = Array.ConvertAll(line.Split(Separator), field => field.Trim().Trim('"'));
            int needed = Math.Max(Epoch, Math.Max(Rtt, Change)) + 1;
            if (fields.Length < needed)
            {
                return $"expected at least {needed} fields separated by '{Separator}', found {fields.Length}.";
            }
            if (!TryTime(fields[Epoch], out second))
            {
                return $"\"{fields[Epoch]}\" is not a time (2016-11-25 13:19:31, 25/11/2016 13:19, or seconds since 1970).";
            }
            if (!TryMillis(fields[Rtt], out value))
            {
                return $"\"{fields[Rtt]}\" is not a round-trip time in milliseconds.";
            }
            string change = fields[Change];
            changes = change is "1" or "1.0" or "1,0";
            return changes || change is "0" or "0.0" or "0,0" or "" ? null : $"\"{change}\" is not a label: 1 where the level changes, else 0.";
        }
    }
}
