using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation;

/// <summary>
/// Compares what was found with what was at fault (section 12 of the statistical design). A detection matches a fault of the same metric whose pairs it names to
/// a half or more (Jaccard), and whose time it overlaps.
/// </summary>
internal sealed class Scorecard
{
    private const int GateWindows = 6;
    private const double GateShare = 0.4;
    private const double GateSamples = 50;
    private const int GatePairs = 6;

    private readonly int _windowSeconds;
    private readonly double _pairDays;
    private readonly IReadOnlyList<FaultTruth> _faults;
    private readonly IReadOnlyList<Detection> _detections;
    private readonly Func<FaultTruth, bool> _isClearShift;
    private readonly FaultMatching _matching;
    private readonly bool _pathsKnown;

    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="pairDays">Pairs × days that were scored.</param>
    /// <param name="faults">What was at fault.</param>
    /// <param name="detections">What was found.</param>
    /// <param name="isClearShift">Whether a fault of times lifts its traffic over the highest edge; smaller ones are reported, not gated.</param>
    /// <param name="pathsKnown">Whether AS paths were known. Without them no name is the right answer to a fault of a path or a transit network.</param>
    public Scorecard(
        int windowSeconds, double pairDays, IReadOnlyList<FaultTruth> faults, IReadOnlyList<Detection> detections, Func<FaultTruth, bool> isClearShift,
        bool pathsKnown)
    {
        _pathsKnown = pathsKnown;
        _windowSeconds = windowSeconds;
        _pairDays = pairDays;
        _faults = [.. faults.Where(fault => fault.Affected > 0)];
        _detections = detections;
        _isClearShift = isClearShift;
        _matching = new(windowSeconds, detections);
    }

    /// <summary>Whether the fault is one of those that recall is gated on.</summary>
    public bool IsClear(FaultTruth fault) =>
        Lasts(fault) && fault.Share >= GateShare * 0.95 && fault.SamplesPerWindow >= GateSamples && _isClearShift(fault);

    /// <summary>Grades the run.</summary>
    public ScorecardResult Grade(double scoreErrors, long scores)
    {
        Dictionary<FaultTruth, Detection[]> matches = _faults.ToDictionary(fault => fault, fault => _matching.Of(fault).ToArray());
        HashSet<Detection> right = [.. matches.Values.SelectMany(found => found)];
        FaultTruth[] clear = [.. _faults.Where(IsClear)];
        FaultTruth[] wide = [.. _faults.Where(fault => fault.Fault.IsWideAndSlight && Lasts(fault) && _isClearShift(fault))];
        FaultTruth[] shared = [.. _faults.Where(fault => fault.Pairs.Count >= GatePairs && IsGated(fault))];
        Answer[] answers = [.. shared.Select(fault => AnswerTo(fault, matches[fault]))];
        Answer[] askable = [.. answers.Where(answer => _pathsKnown || answer.Fault.Fault.Spec.Element.Kind is not (FaultElementKind.TransitAs or FaultElementKind.Path))];
        Answer[] named = [.. askable.Where(answer => answer.Verdict is BlameVerdict.Blamed or BlameVerdict.Ambiguous)];
        int falseOpenings = _detections.Count - right.Count;
        return new()
        {
            PairDays = _pairDays,
            Detections = _detections.Count,
            FalseParts = _detections.Count(found => found.BecamePart && !right.Contains(found)),
            Precision = _detections.Count == 0 ? 1 : right.Count / (double)_detections.Count,
            ClearFaults = clear.Length,
            Recall = Share(clear, fault => matches[fault].Length > 0),
            FalseOpenings = falseOpenings,
            FalseOpeningsPerDay500k = falseOpenings / _pairDays * 500_000,
            Ttd = DelayOf(clear, matches),
            Ttd80 = DelayOf(clear.Where(fault => fault.Share >= 0.75), matches),
            Ttd40 = DelayOf(clear.Where(fault => fault.Share < 0.55), matches),
            WideSlight = (wide.Length, Share(wide, fault => matches[fault].Any(found => WindowsTo(fault, found) <= GateWindows))),
            SharedFaults = askable.Length,
            AttributionAnswered = Share(askable, answer => answer.Verdict is BlameVerdict.Blamed or BlameVerdict.Ambiguous),
            AttributionTop1 = Share(named, answer => answer.IsRight),
            AttributionTop3 = Share(named, answer => answer.IsAmongThree),
            ConfidentWrongTransit = answers.Count(answer => answer is { Verdict: BlameVerdict.Blamed, IsRight: false, Named: not ElementKind.ClientAsn }
                && answer.Fault.Fault.Spec.Element.Kind is FaultElementKind.TransitAs or FaultElementKind.Path),
            ScoreMae = scores == 0 ? 0 : scoreErrors / scores,
            ScoresCompared = scores,
            EdgeErrorWindows = EdgeErrors(clear, matches),
            RecallTable = Table(matches),
            Confusion = [.. answers.GroupBy(answer => (answer.Fault.Fault.Spec.Element.Kind.ToString(), answer.Text)).Select(group => (group.Key.Item1, group.Key.Text, group.Count())).Order()],
            Calibration = Calibrate(named),
        };
    }

    /// <summary>What was at fault.</summary>
    public IReadOnlyList<FaultTruth> Faults => _faults;

    /// <summary>Whether a fault is one of those that a gate asks for.</summary>
    public bool IsGated(FaultTruth fault) => IsClear(fault) || (fault.Fault.IsWideAndSlight && Lasts(fault) && _isClearShift(fault));

    /// <summary>Faults with each of the detections that match.</summary>
    public IEnumerable<(FaultTruth Fault, Detection Found)> Found() =>
        _faults.SelectMany(fault => _matching.Of(fault).Select(found => (fault, found)));

    /// <summary>Faults that nothing matches.</summary>
    public IEnumerable<FaultTruth> Missed() => _faults.Where(fault => !_matching.Of(fault).Any());

    /// <summary>Detections that match nothing.</summary>
    public IEnumerable<Detection> False() => _detections.Where(found => !_faults.Any(fault => _matching.Matches(fault, found)));

    private static bool Lasts(FaultTruth fault) => fault.Windows >= GateWindows;

    private long WindowOf(long seconds) => seconds / _windowSeconds * _windowSeconds;

    private double WindowsTo(FaultTruth fault, Detection found) =>
        Math.Max(0, (found.OpenedSeconds - WindowOf(fault.Fault.Spec.StartSeconds)) / _windowSeconds);

    private Delay DelayOf(IEnumerable<FaultTruth> faults, Dictionary<FaultTruth, Detection[]> matches) =>
        Delay.Of(faults.Where(fault => matches[fault].Length > 0).Select(fault => matches[fault].Min(found => WindowsTo(fault, found))));

    private (double, double) EdgeErrors(FaultTruth[] faults, Dictionary<FaultTruth, Detection[]> matches)
    {
        List<double> start = [], end = [];
        foreach (FaultTruth fault in faults.Where(fault => matches[fault].Length > 0))
        {
            Detection first = matches[fault].MinBy(found => found.OpenedSeconds)!;
            start.Add(Math.Abs(first.StartSeconds - WindowOf(fault.Fault.Spec.StartSeconds)) / (double)_windowSeconds);
            if (matches[fault].Max(found => found.EndSeconds ?? long.MaxValue) is var last and < long.MaxValue)
            {
                end.Add(Math.Abs(last - WindowOf(fault.Fault.Spec.EndSeconds + _windowSeconds - 1)) / (double)_windowSeconds);
            }
        }
        return (start.DefaultIfEmpty(double.NaN).Average(), end.DefaultIfEmpty(double.NaN).Average());
    }

    private static Answer AnswerTo(FaultTruth fault, Detection[] matches)
    {
        Detection? best = FaultMatching.Best(fault, matches);
        if (best is null)
        {
            return new(fault, null, null, 0, false, false, "(not found)");
        }
        FaultElement truth = fault.Fault.Spec.Element;
        bool isRight = FaultMatching.IsRight(fault, best);
        bool isAmong = isRight || best.Suspects.Take(3).Any(suspect => FaultElements.IsSame(truth, suspect));
        return new(fault, best.Verdict, best.Element.Kind, best.Confidence, isRight, isAmong, best.Verdict == BlameVerdict.Blamed ? best.Element.Kind.ToString() : $"({best.Verdict})");
    }

    private static ImmutableArray<(double, double, int)> Calibrate(Answer[] named) =>
    [
        .. named.Where(answer => answer.Verdict == BlameVerdict.Blamed).GroupBy(answer => Math.Min((int)(answer.Confidence * 20), 19)).OrderBy(bin => bin.Key)
            .Select(bin => (bin.Average(answer => answer.Confidence), Share(bin, answer => answer.IsRight), bin.Count())),
    ];

    private static ImmutableArray<RecallCell> Table(Dictionary<FaultTruth, Detection[]> matches) =>
    [
        .. matches.GroupBy(match => (Share: ShareClass(match.Key.Share), Volume: VolumeClass(match.Key.SamplesPerWindow), Duration: DurationClass(match.Key.Windows)))
            .OrderBy(group => group.Key)
            .Select(group => new RecallCell(group.Key.Share, group.Key.Volume, group.Key.Duration, group.Count(), group.Count(match => match.Value.Length > 0))),
    ];

    private static string ShareClass(double share) => share switch { < 0.15 => "0.1", < 0.3 => "0.2", < 0.6 => "0.4", < 0.9 => "0.8", _ => "1.0" };

    private static string VolumeClass(double samples) => samples switch { < 12 => "   <12", < 50 => " 12-49", < 200 => "50-199", _ => " 200+" };

    private static string DurationClass(int windows) => windows switch { 1 => " 1", < 6 => " 2-5", < 24 => " 6-23", _ => "24+" };

    private static double Share<T>(IEnumerable<T> all, Predicate<T> isTrue)
    {
        T[] items = [.. all];
        return items.Length == 0 ? 1 : items.Count(item => isTrue(item)) / (double)items.Length;
    }

    private sealed record Answer(FaultTruth Fault, BlameVerdict? Verdict, ElementKind? Named, double Confidence, bool IsRight, bool IsAmongThree, string Text);
}
