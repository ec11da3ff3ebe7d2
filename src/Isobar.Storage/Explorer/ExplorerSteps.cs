namespace Isobar.Storage.Explorer;

/// <summary>The steps of a range: whole steps from 1970 on, of which the first holds the range's first instant.</summary>
internal sealed record ExplorerSteps
{
    /// <summary>Ranges that are longer are answered from hourly sums.</summary>
    public const long FineSpanSeconds = 48 * 3600;

    /// <summary>Most steps of an answer, whatever was asked.</summary>
    public const int Most = 10_000;

    private const int FiveMinutes = 300, Hour = 3600, Day = 86_400, MostByItself = 1500;

    private static readonly int[] s_lengths = [FiveMinutes, 600, 900, 1800, Hour, 2 * Hour, 3 * Hour, 6 * Hour, 12 * Hour, Day];

    private ExplorerSteps()
    {
    }

    /// <summary>First instant that is answered.</summary>
    public required long From { get; init; }

    /// <summary>First instant after it.</summary>
    public required long To { get; init; }

    /// <summary>Length of a step.</summary>
    public required int Seconds { get; init; }

    /// <summary>Whether the range was widened to whole hours.</summary>
    public required bool IsHourly { get; init; }

    /// <summary>Start of the first step.</summary>
    public long First => Floor(From, Seconds);

    /// <summary>Number of steps.</summary>
    public int Count => From < To ? (int)((Floor(To - 1, Seconds) - First) / Seconds + 1) : 0;

    /// <summary>The range that a scope is answered for.</summary>
    public static (long From, long To, bool IsHourly) RangeOf(ExplorerScope scope)
    {
        // Long before and after every window, and far from where sums of times overflow.
        long from = Math.Clamp(scope.From, -(1L << 40), 1L << 40), to = Math.Clamp(scope.To, from, 1L << 40);
        return to - from > FineSpanSeconds ? (Floor(from, Hour), -Floor(-to, Hour), true) : (from, to, false);
    }

    /// <summary>The steps of a question.</summary>
    /// <exception cref="ArgumentException">The step is not allowed, or so short that there are too many.</exception>
    public static ExplorerSteps Of(ExplorerQuestion question)
    {
        (long from, long to, bool isHourly) = RangeOf(question.Scope);
        int asked = question.StepSeconds;
        if (asked != 0 && (asked is < FiveMinutes or > Day || asked % FiveMinutes != 0 || (isHourly && asked > Hour && asked % Hour != 0)))
        {
            throw new ArgumentException($"A step of {asked} s: a multiple of 300 from 300 to 86400 was expected, and whole hours where the range is longer than 48 hours.", nameof(question));
        }
        int least = isHourly ? Hour : FiveMinutes;
        int seconds = asked != 0 ? Math.Max(asked, least) : s_lengths.FirstOrDefault(length => length >= least && (to - from) / length <= MostByItself, Day);
        return (to - from) / seconds <= Most
            ? new() { From = from, To = to, Seconds = seconds, IsHourly = isHourly }
            : throw new ArgumentException($"The range has more than {Most} steps of {seconds} s.", nameof(question));
    }

    private static long Floor(long seconds, long step) => seconds - (seconds % step + step) % step;
}
