using System.Collections.Immutable;

namespace Isobar.Server.Simulation;

/// <summary>How right the pipeline was. The populations are those of the gates: docs/accuracy.md.</summary>
internal sealed record ScorecardResult
{
    /// <summary>Pairs × days that were scored.</summary>
    public required double PairDays { get; init; }

    /// <summary>Events that were opened.</summary>
    public required int Detections { get; init; }

    /// <summary>Those that match no fault, but became a part of another event while both lasted. They count as false.</summary>
    public required int FalseParts { get; init; }

    /// <summary>Share of them that match a fault.</summary>
    public required double Precision { get; init; }

    /// <summary>Clear faults: six windows or more, share 0.4 or more, 50 effective samples a window or more.</summary>
    public required int ClearFaults { get; init; }

    /// <summary>Share of the clear faults that were found.</summary>
    public required double Recall { get; init; }

    /// <summary>Openings that match no fault, in the whole run.</summary>
    public required int FalseOpenings { get; init; }

    /// <summary>The same for a day of 500,000 pairs.</summary>
    public required double FalseOpeningsPerDay500k { get; init; }

    /// <summary>Sealed windows after the one that holds the start, clear faults.</summary>
    public required Delay Ttd { get; init; }

    /// <summary>The same for shares of 0.8 or more.</summary>
    public required Delay Ttd80 { get; init; }

    /// <summary>The same for shares from 0.3 to 0.5.</summary>
    public required Delay Ttd40 { get; init; }

    /// <summary>Wide slight rises: how many, and what share of them was found within six windows.</summary>
    public required (int Faults, double Recall) WideSlight { get; init; }

    /// <summary>Faults that touch six pairs or more, for the gates of attribution.</summary>
    public required int SharedFaults { get; init; }

    /// <summary>Share of the shared faults for which somebody was named.</summary>
    public required double AttributionAnswered { get; init; }

    /// <summary>Share of the answers whose first name is right; ambiguous counts as an answer that is wrong.</summary>
    public required double AttributionTop1 { get; init; }

    /// <summary>Share of the answers that have the right name among the first three.</summary>
    public required double AttributionTop3 { get; init; }

    /// <summary>Answers that name a single wrong element with confidence, of faults of transit networks and paths.</summary>
    public required int ConfidentWrongTransit { get; init; }

    /// <summary>Mean error of the drop share, where it can be known to that precision.</summary>
    public required double ScoreMae { get; init; }

    /// <summary>Number of scores behind it.</summary>
    public required long ScoresCompared { get; init; }

    /// <summary>Mean of |start found − start|, and of |end found − end|, in windows.</summary>
    public required (double Start, double End) EdgeErrorWindows { get; init; }

    /// <summary>Recall by share, volume and duration of all faults.</summary>
    public required ImmutableArray<RecallCell> RecallTable { get; init; }

    /// <summary>What was at fault, what was named, how often.</summary>
    public required ImmutableArray<(string Fault, string Named, int Count)> Confusion { get; init; }

    /// <summary>Confidence in bins: how sure on average, how often right, how many.</summary>
    public required ImmutableArray<(double Confidence, double Right, int Count)> Calibration { get; init; }
}

/// <summary>Median and 90th percentile of a delay, in windows; NaN where nothing was found.</summary>
internal readonly record struct Delay(double P50, double P90, int Count)
{
    public static Delay Of(IEnumerable<double> windows)
    {
        double[] sorted = [.. windows.Order()];
        return sorted.Length == 0 ? new(double.NaN, double.NaN, 0)
            : new(sorted[(sorted.Length - 1) / 2], sorted[(int)Math.Ceiling(0.9 * sorted.Length) - 1], sorted.Length);
    }
}

/// <summary>How many faults of a class were found.</summary>
internal readonly record struct RecallCell(string Share, string Volume, string Duration, int Faults, int Found);
