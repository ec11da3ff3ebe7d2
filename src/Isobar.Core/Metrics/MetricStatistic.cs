using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Isobar.Core.Metrics;

/// <summary>A statistic by its name in the API (spec 16.2): the five plain ones, percentiles, trimmed and winsorized means, and percentile rank.</summary>
public sealed partial record MetricStatistic
{
    private static readonly StatisticKind[] s_plain = [StatisticKind.SampleCount, StatisticKind.Average, StatisticKind.Sum, StatisticKind.Minimum, StatisticKind.Maximum];

    private MetricStatistic(string text, StatisticKind kind, double? from = null, double? to = null, bool areShares = false)
    {
        Text = text;
        Kind = kind;
        From = from;
        To = to;
        AreShares = areShares;
    }

    /// <summary>The name as it was given.</summary>
    public string Text { get; }

    /// <summary>What it computes.</summary>
    public StatisticKind Kind { get; }

    /// <summary>Whether count, sum and extremes do not suffice.</summary>
    public bool NeedsDistribution => Kind > StatisticKind.Maximum;

    /// <summary>The share of a percentile, 0 to 1; null for other statistics.</summary>
    public double? Share => Kind == StatisticKind.Percentile ? To : null;

    // Bounds: shares from 0 to 1 or values; the lower one is outside, the upper one inside.
    private double? From { get; }

    private double? To { get; }

    private bool AreShares { get; }

    /// <summary>Reads a name; false for none that is known.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out MetricStatistic? statistic)
    {
        ArgumentNullException.ThrowIfNull(text);
        statistic = null;
        foreach (StatisticKind plain in s_plain)
        {
            if (text == plain.ToString())
            {
                statistic = new(text, plain);
                return true;
            }
        }
        if (text == "IQM")
        {
            statistic = new(text, StatisticKind.TrimmedMean, 0.25, 0.75, true);
            return true;
        }
        if (ShortForm().Match(text) is { Success: true } brief)
        {
            double share = Number(brief.Groups[2].Value) / 100;
            statistic = share <= 1 ? new(text, KindOf(brief.Groups[1].Value), null, share, true) : null;
        }
        else if (LongForm().Match(text) is { Success: true } bounded)
        {
            statistic = Bounded(text, bounded);
        }
        return statistic is not null;
    }

    /// <summary>The value of a plain statistic.</summary>
    public double Compute(StatisticSet samples) => Kind switch
    {
        StatisticKind.SampleCount => samples.SampleCount,
        StatisticKind.Average => samples.Average,
        StatisticKind.Sum => samples.Sum,
        StatisticKind.Minimum => samples.Minimum,
        StatisticKind.Maximum => samples.Maximum,
        _ => throw new InvalidOperationException($"{Text} needs the distribution."),
    };

    /// <summary>The value of any statistic; NaN where nothing lies between its bounds.</summary>
    /// <param name="ascending">The samples, in rising order of their values.</param>
    public double Compute(ReadOnlySpan<WeighedValue> ascending)
    {
        double total = 0;
        foreach (WeighedValue value in ascending)
        {
            total += value.Count;
        }
        return Kind switch
        {
            _ when total <= 0 => double.NaN,
            StatisticKind.Percentile => Percentile(ascending, To!.Value * total),
            StatisticKind.WinsorizedMean => Winsorized(ascending, total),
            _ when !NeedsDistribution => Compute(Plain(ascending)),
            _ => Trimmed(ascending, total),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static StatisticSet Plain(ReadOnlySpan<WeighedValue> ascending)
    {
        StatisticSet all = default;
        foreach (WeighedValue value in ascending)
        {
            all = all.Plus(new(value.Count, value.Value * value.Count, value.Value, value.Value));
        }
        return all;
    }

    private static double Percentile(ReadOnlySpan<WeighedValue> ascending, double rank)
    {
        double below = 0;
        foreach (WeighedValue value in ascending)
        {
            below += value.Count;
            // Sums of counts are exact while they are whole; the slack is for shares such as 0.1, which are not.
            if (below >= rank * (1 - 1e-12))
            {
                return value.Value;
            }
        }
        return ascending[^1].Value;
    }

    /// <summary>Count, sum and share of what lies between the bounds. A value that a share cuts counts in part.</summary>
    private double Trimmed(ReadOnlySpan<WeighedValue> ascending, double total)
    {
        double below = 0, count = 0, sum = 0;
        foreach (WeighedValue value in ascending)
        {
            double inside = AreShares
                ? Math.Min(below + value.Count, (To ?? 1) * total) - Math.Max(below, (From ?? 0) * total)
                : (From is null || value.Value > From) && (To is null || value.Value <= To) ? value.Count : 0;
            below += value.Count;
            if (inside > 0)
            {
                count += inside;
                sum += inside * value.Value;
            }
        }
        return Kind switch
        {
            StatisticKind.TrimmedCount => count,
            StatisticKind.TrimmedSum => sum,
            StatisticKind.PercentileRank => 100 * count / total,
            _ => count > 0 ? sum / count : double.NaN,
        };
    }

    private double Winsorized(ReadOnlySpan<WeighedValue> ascending, double total)
    {
        double low = From is not double from ? ascending[0].Value : AreShares ? Percentile(ascending, from * total) : from;
        double high = To is not double to ? ascending[^1].Value : AreShares ? Percentile(ascending, to * total) : to;
        double sum = 0;
        foreach (WeighedValue value in ascending)
        {
            sum += value.Count * Math.Min(Math.Max(value.Value, low), high);
        }
        return sum / total;
    }

    private static MetricStatistic? Bounded(string text, Match match)
    {
        bool hasFrom = match.Groups["from"].Success, hasTo = match.Groups["to"].Success;
        bool isFromShare = match.Groups["fromShare"].Success, isToShare = match.Groups["toShare"].Success;
        StatisticKind kind = KindOf(match.Groups["name"].Value);
        bool areShares = isFromShare || isToShare;
        if ((!hasFrom && !hasTo) || (hasFrom && hasTo && isFromShare != isToShare) || (areShares && kind == StatisticKind.PercentileRank))
        {
            return null;
        }
        double scale = areShares ? 100 : 1;
        double? from = hasFrom ? Number(match.Groups["from"].Value) / scale : null, to = hasTo ? Number(match.Groups["to"].Value) / scale : null;
        return from >= to || (areShares && (from > 1 || to > 1)) ? null : new(text, kind, from, to, areShares);
    }

    private static StatisticKind KindOf(string name) => name switch
    {
        "p" => StatisticKind.Percentile,
        "tm" or "TM" => StatisticKind.TrimmedMean,
        "wm" or "WM" => StatisticKind.WinsorizedMean,
        "tc" or "TC" => StatisticKind.TrimmedCount,
        "ts" or "TS" => StatisticKind.TrimmedSum,
        _ => StatisticKind.PercentileRank,
    };

    private static double Number(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(p|tm|wm|tc|ts)(\d{1,3}(?:\.\d{1,10})?)\z", RegexOptions.CultureInvariant)]
    private static partial Regex ShortForm();

    [GeneratedRegex(
        @"^(?<name>TM|WM|TC|TS|PR)\((?:(?<from>-?\d{1,15}(?:\.\d{1,10})?)(?<fromShare>%)?)?:(?:(?<to>-?\d{1,15}(?:\.\d{1,10})?)(?<toShare>%)?)?\)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex LongForm();
}
