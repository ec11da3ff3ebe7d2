using System.Globalization;

namespace Isobar.Server.Web;

/// <summary>A range of time of a request, Unix seconds; its end is not included.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
internal readonly record struct TimeRange(long From, long To)
{
    private const long Day = 86_400, LongestDays = 3_660, FiveMinutes = 300, MostSteps = 20_000;

    /// <summary>How long it is, seconds.</summary>
    public long Seconds => To - From;

    /// <summary>The range of the same length just before.</summary>
    public TimeRange Previous => new(From - Seconds, From);

    /// <summary>Reads the parameters `from` and `to`.</summary>
    /// <exception cref="ConsoleFault">They mean no range.</exception>
    public static TimeRange Read(string? from, string? to, long now, long usualSeconds = Day, long longestSeconds = LongestDays * Day)
    {
        long end = Time("to", to, now) ?? now;
        long start = Time("from", from, now) ?? end - usualSeconds;
        return start >= end ? throw ConsoleFault.Invalid("from", "from must be before to.")
            : end - start > longestSeconds ? throw ConsoleFault.Invalid("from", $"At most {longestSeconds / Day} days are answered at once.")
            : new(start, end);
    }

    /// <summary>The length of a step that was asked for.</summary>
    /// <exception cref="ConsoleFault">It is no multiple of five minutes, or gives too many steps.</exception>
    public int Step(int step) =>
        step is <= 0 or > (int)Day || step % FiveMinutes != 0 ? throw ConsoleFault.Invalid("step", "A multiple of 300 seconds, at most a day, is expected.")
        : Seconds / step > MostSteps ? throw ConsoleFault.Invalid("step", "So many steps are too many; a longer step is expected.")
        : step;

    private static long? Time(string field, string? text, long now)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 253_402_300_800)
        {
            return seconds;
        }
        if (text == "now")
        {
            return now;
        }
        bool isAgo = text.StartsWith("now-", StringComparison.Ordinal) && int.TryParse(text.AsSpan(4, Math.Max(0, text.Length - 5)), NumberStyles.None, CultureInfo.InvariantCulture, out _);
        long unit = text[^1] switch { 'm' => 60, 'h' => 3_600, 'd' => Day, _ => 0 };
        return isAgo && unit > 0
            ? now - unit * int.Parse(text.AsSpan(4, text.Length - 5), NumberStyles.None, CultureInfo.InvariantCulture)
            : throw ConsoleFault.Invalid(field, "Unix seconds, now, or now-6h are expected (units m, h, d).");
    }
}
