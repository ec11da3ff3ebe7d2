using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Tests the five streams of a unit in a window (section 5 of the statistical design). One for all strata, one for all elements: they differ in the levels
/// that the false-alarm budget leaves them, and in how much their scatter is known beforehand.
/// </summary>
internal sealed partial class UnitTester
{
    /// <summary>Counts up to so many standard deviations above what is usual need no closer look: their p-value is above 0.05, the end of an open run.</summary>
    private const double ScreenOfOpen = 1.2;

    /// <summary>The same where nothing is open: their p-value is far above every level, and above what calibration looks at.</summary>
    private const double Screen = 2.3;

    /// <summary>Residuals beyond so many standard deviations teach no more than these: one odd window must not make a unit blind.</summary>
    private const double MostDeviations = 3;

    /// <summary>Failures are rare and come in bursts: what is usual of them shows in the bursts alone.</summary>
    private const double MostDeviationsOfFailures = 8;

    /// <summary>Windows of the average of samples.</summary>
    public const float AverageWindows = 12;

    /// <summary>Scatter below this is not believed (section 4 of the statistical design).</summary>
    private const double LeastScatter = 0.001;

    /// <summary>Over hours, levels wander by more than windows scatter.</summary>
    private const double LeastSpanScatter = 0.002;

    private const double MostScatter = 0.5;

    /// <summary>Samples of a long sum come from several windows, so that they are hardly correlated.</summary>
    internal const double AccumulatedScatter = 0.002;

    /// <summary>That the drop is certain the sum has said; that it matters is then certain enough at this level.</summary>
    private const double AccumulatedLevel = 0.01;

    /// <summary>Windows with a smaller p-value are not taken as normal ones to learn from.</summary>
    private const double LearnLogP = -6.9;

    /// <summary>The same for failures, whose bursts must be learned before they are known.</summary>
    private const double LearnLogPOfFailures = -16;

    /// <summary>ln of the numbers of parts that a level is shared by.</summary>
    private static readonly double[] s_logParts = [.. Enumerable.Range(0, 11).Select(parts => parts == 0 ? 0 : StableMath.Log(parts))];

    private readonly ScoringSettings _settings;
    private readonly double _logGood;
    private readonly double _logGoodEdge;
    private readonly SpanLayout _spans;
    private readonly SpanRings _rings;
    private readonly double _priorScatter;
    private readonly double _priorWeight;
    private readonly double _priorVolumeScatter;

    private UnitTester(
        ScoringSettings settings, int windowSeconds, SpanLayout spans, SpanRings rings, double priorScatter, double priorDeviation, double priorVolumeScatter)
    {
        _settings = settings;
        _logGood = StableMath.Log(settings.GoodPValue);
        _logGoodEdge = StableMath.Log(settings.GoodPValue / EdgeExpectation.Count);
        Levels = TestLevels.Of(settings, 1, windowSeconds);
        _spans = spans;
        _rings = rings;
        _priorScatter = priorScatter;
        // One window of n samples tells ρ to √2/n; the prior weighs as much as the windows that would tell it to its own deviation.
        _priorWeight = 2 / (priorDeviation * priorDeviation);
        _priorVolumeScatter = priorVolumeScatter;
    }

    /// <summary>Levels of the tests; set before the first window, and whenever the number of units has changed.</summary>
    public TestLevels Levels { get; set; }

    /// <summary>The tester of strata: ρ is 0.005 to 0.03 in practice, and started high so that what is not known yet makes no alarm.</summary>
    public static UnitTester ForStrata(ScoringSettings settings, int windowSeconds, SpanLayout spans, SpanRings rings) =>
        new(settings, windowSeconds, spans, rings, 0.02, 0.01, 0.02);

    /// <summary>The tester of elements: what their members scatter together, beyond their own.</summary>
    public static UnitTester ForElements(ScoringSettings settings, int windowSeconds, SpanLayout spans, SpanRings rings) =>
        new(settings, windowSeconds, spans, rings, 0.003, 0.003, 0.01);

    /// <summary>Forgets a part of the scatter that was learned; once an hour, so that it follows the last three days.</summary>
    public static void Age(ref UnitState state)
    {
        const float Keep = 1 - 1 / 72f;
        for (int track = 0; track < Tracks.Count; track++)
        {
            state.Scatter[track] *= Keep;
        }
        for (int stream = 0; stream < StreamValues<float>.Length; stream++)
        {
            state.ScatterWeight[stream] *= Keep;
        }
    }

    /// <summary>
    /// Forgets what a unit has gathered towards an opening of its own: an element explains it. Else thin units, whose spans reach back for hours, would open one
    /// after the other when the fault of the element is long over.
    /// </summary>
    public void Excuse(ref UnitState state)
    {
        if (state.Ring > 0)
        {
            _rings.Clear(state.Ring - 1);
        }
        for (int stream = 0; stream < StreamValues<byte>.Length; stream++)
        {
            if (state.Runs[stream].OpenedBy == OpeningPath.None)
            {
                state.Runs[stream] = default;
            }
        }
    }

    /// <summary>Forgets a drop that has an explanation and is over: what spans hold of it is no evidence for another.</summary>
    public void Forget(ref UnitState state, HealthMetric metric)
    {
        if (state.Ring > 0)
        {
            _rings.Clear(state.Ring - 1);
        }
        (EvidenceStream first, EvidenceStream last) = metric == HealthMetric.Availability
            ? (EvidenceStream.NetworkFailures, EvidenceStream.Volume)
            : (EvidenceStream.Rtt, EvidenceStream.Ttfb);
        for (EvidenceStream stream = first; stream <= last; stream++)
        {
            // A run that single windows hold open ends by itself with the first good ones.
            if (state.Runs[(int)stream].OpenedBy == OpeningPath.None || LevelOf(state, stream) > 0)
            {
                state.Runs[(int)stream] = default;
            }
        }
    }

    /// <summary>The intra-class correlation of a track, as far as it has been learned.</summary>
    public double ScatterOf(in UnitState state, EvidenceStream stream, int track) =>
        Math.Clamp((state.Scatter[track] + _priorWeight * _priorScatter) / (state.ScatterWeight[(int)stream] + _priorWeight), LeastScatter, MostScatter);

    /// <summary>Whether the usual traffic of the unit is too thin for tests on single windows.</summary>
    public bool IsThin(in UnitState state) =>
        state.UsualSamples[(int)EvidenceStream.NetworkFailures] < _settings.FewestVotes
        || state.UsualSamples[(int)EvidenceStream.Rtt] < _settings.FewestSamples
        || state.UsualSamples[(int)EvidenceStream.Volume] < _settings.FewestClients;

    /// <summary>Whether the clients of a unit are so few that they are tested over an hour or more.</summary>
    public bool LooksBackForClients(in UnitState state) => LevelOf(state, EvidenceStream.Volume) is var level && level > 0 && (level >= _spans.SpanWindows.Length || _spans.SpanWindows[level] >= 12);

    /// <summary>Tests all streams of a unit, moves its runs on, and learns its scatter.</summary>
    /// <param name="state">What the unit remembers.</param>
    /// <param name="counts">What it counted.</param>
    /// <param name="shares">Usual share of hits of each track; 0 or less where there is none.</param>
    /// <param name="window">Number of the window.</param>
    /// <param name="isVolumeKnown">Whether missing clients mean missing users: not where the source is silent.</param>
    /// <param name="nulls">Counts the p-values of undisturbed windows.</param>
    /// <param name="verdicts">What came of it, by stream.</param>
    public void Test(
        ref UnitState state, in UnitCounts counts, in TrackValues<float> shares, long window, bool isVolumeKnown, NullCounts nulls, Span<StreamVerdict> verdicts)
    {
        if (state.Ring > 0)
        {
            _rings.Push(state.Ring - 1, window, SpanBlock.Of(counts));
        }
        int timeStreams = (shares[Tracks.Rtt] > 0 ? 1 : 0) + (shares[Tracks.Ttfb] > 0 ? 1 : 0);
        for (EvidenceStream stream = EvidenceStream.NetworkFailures; stream <= EvidenceStream.Ttfb; stream++)
        {
            ref StreamVerdict verdict = ref verdicts[(int)stream];
            verdict = default;
            int track = Tracks.First(stream);
            bool isVolume = stream == EvidenceStream.Volume;
            if (isVolume ? counts.Expected[track] <= 0 : shares[track] <= 0)
            {
                continue;
            }
            Smooth(ref state.UsualSamples[(int)stream], isVolume ? counts.Expected[track] : counts.Samples(stream));
            // The streams of a metric share its level, and the edges of a stream share the stream's.
            int parts = stream >= EvidenceStream.Rtt ? timeStreams * EdgeExpectation.Count : 3;
            verdict.Level = (byte)LevelOf(state, stream);
            if (isVolume)
            {
                TestVolume(ref state, counts, isVolumeKnown, window, nulls, ref verdict, parts);
            }
            else
            {
                TestShares(ref state, counts, shares, stream, window, nulls, ref verdict, parts);
            }
        }
    }

    /// <summary>An hour's memory, so that neither a fault nor a lull changes the span at once.</summary>
    private static void Smooth(ref float usual, float now) => usual = usual == 0 ? now : usual + (now - usual) / AverageWindows;

    private int LevelOf(in UnitState state, EvidenceStream stream)
    {
        int fewest = stream switch
        {
            EvidenceStream.Volume => _settings.FewestClients,
            EvidenceStream.Rtt or EvidenceStream.Ttfb => _settings.FewestSamples,
            _ => _settings.FewestVotes,
        };
        float usual = state.UsualSamples[(int)stream];
        int last = state.Ring > 0 && stream != EvidenceStream.Ttfb ? _spans.SpanWindows.Length - 1 : 0;
        if (usual * _spans.SpanWindows[last] < fewest)
        {
            return byte.MaxValue; // Most thin units: not even the longest span holds enough.
        }
        for (int level = 0; level <= last; level++)
        {
            if (usual * _spans.SpanWindows[level] >= fewest)
            {
                return level;
            }
        }
        return byte.MaxValue;
    }

    private void TestShares(
        ref UnitState state, in UnitCounts counts, in TrackValues<float> shares, EvidenceStream stream, long window, NullCounts nulls, ref StreamVerdict verdict,
        int parts)
    {
        ref StreamRun run = ref state.Runs[(int)stream];
        bool isTime = stream >= EvidenceStream.Rtt;
        int first = Tracks.First(stream);
        int edges = isTime ? EdgeExpectation.Count : 1;
        bool isTested = verdict.Level != byte.MaxValue;
        if (counts.Samples(stream) == 0 && verdict.Level is 0 or byte.MaxValue && run.IsIdle)
        {
            return; // Most thin units, most of the time.
        }
        SpanBlock span = isTested && verdict.Level > 0 ? _rings.Sum(state.Ring - 1, verdict.Level) : default;
        WindowPasses passes = default;
        double leastLogP = 0;
        bool isSeen = false, isOpen = run.OpenedBy != OpeningPath.None;
        for (int edge = 0; edge < edges; edge++)
        {
            int track = first + edge;
            double scatter = ScatterOf(state, stream, track);
            ShareTest now = ShareTest.Of(counts, stream, track, shares[track], scatter);
            double nowLogP = Look(now, isTime, isOpen);
            Learn(ref state, stream, track, now, nowLogP, isOpen);
            if (edge == edges - 1)
            {
                Accumulate(ref run, now, isTime, window);
            }
            if (!isTested)
            {
                continue;
            }
            ShareTest test = verdict.Level == 0 ? now : ShareTest.Of(span, stream, edge, shares[track], scatter, LeastSpanScatter);
            if (test.Samples < (isTime ? _settings.FewestSamples : _settings.FewestVotes) / 2.0)
            {
                continue;
            }
            isSeen = true;
            verdict.LastShare = test.Share;
            verdict.LastScatter = test.Scatter;
            double logP = verdict.Level == 0 ? nowLogP : Look(test, isTime, isOpen);
            CountNull(nulls, state, run, stream, test, logP);
            logP = nulls.Adjust(stream, (long)test.Samples, logP);
            Judge(test, logP, parts, isTime ? EdgeExpectation.Percentiles[edge] / 100.0 : -1, edge, ref passes, ref verdict);
            leastLogP = Math.Min(leastLogP, logP);
        }
        verdict.IsTested = isSeen;
        verdict.IsGood = isSeen && leastLogP > (isTime ? _logGoodEdge : _logGood);
        run.Advance(passes, verdict, _spans, window, OpensByAccumulation(run, isTime, shares[first + edges - 1]), _settings, Levels);
    }

    /// <summary>ln p of the hits, or 0 where they are so few that nothing can be said.</summary>
    private static double Look(in ShareTest test, bool isTime, bool isOpen)
    {
        double excess = test.Hits - test.Expected;
        double screen = isOpen ? ScreenOfOpen : Screen;
        if (test.Samples < 1 || excess <= 0 || excess * excess <= screen * screen * test.Variance)
        {
            return 0;
        }
        double share = isTime ? Math.Max(test.Share, 0.02) : test.Share;
        return BetaBinomial.LogUpperTail((long)test.Hits, (long)test.Samples, share, test.Scatter);
    }

    private void Judge(in ShareTest test, double logP, int parts, double quantile, int edge, ref WindowPasses passes, ref StreamVerdict verdict)
    {
        double drop = DropShare.Of(test.Hits, test.Samples, test.Share);
        double divisor = s_logParts[parts];
        double two = Levels.LogTwoOfThree - divisor, three = Levels.LogThreeOfFour - divisor;
        bool isThree = logP <= three && IsBigEnough(test, quantile, three);
        bool isTwo = isThree && logP <= two && IsBigEnough(test, quantile, two);
        passes.ThreeOfFour |= isThree;
        passes.TwoOfThree |= isTwo;
        passes.Fast |= isTwo && verdict.Level == 0 && logP <= Levels.LogFast - divisor
            && drop >= _settings.FastDrop && test.Samples >= _settings.FastSamples;
        // The edge that shows most of a certain drop; where none is certain, the one that is least likely by chance.
        bool isBetter = isTwo
            ? !verdict.IsSignificant || drop > verdict.Drop
            : !verdict.IsSignificant && (verdict.Samples == 0 || logP < verdict.LogP);
        if (isBetter)
        {
            verdict.Edge = (byte)edge;
            verdict.Samples = test.Samples;
            verdict.Hits = test.Hits;
            verdict.Share = test.Share;
            verdict.Scatter = test.Scatter;
            verdict.LogP = logP;
            verdict.Drop = drop;
            verdict.IsSignificant |= isTwo;
        }
    }

    /// <summary>Noise aside, a change must be one that matters: some points of availability, or a quantile that has surely left its margin.</summary>
    private static bool IsBigEnough(in ShareTest test, double quantile, double logLevel) => quantile < 0
        ? DropShare.FailuresMatter(test.Hits, test.Samples, test.Share)
        : DropShare.EdgeMatters(test.Hits, test.Samples, quantile, test.Scatter, StableMath.Exp(logLevel));

    private static void Learn(ref UnitState state, EvidenceStream stream, int track, in ShareTest test, double logP, bool isOpen)
    {
        bool isTime = stream >= EvidenceStream.Rtt;
        if (test.Samples < 2 || isOpen || state.IsSuspect || logP < (isTime ? LearnLogP : LearnLogPOfFailures))
        {
            return;
        }
        double residual = test.Hits - test.Expected;
        double deviations = isTime ? MostDeviations : MostDeviationsOfFailures;
        double square = Math.Min(residual * residual, deviations * deviations * test.Variance);
        double spread = test.Share * (1 - test.Share);
        state.Scatter[track] += (float)((square - test.KnownVariance) / spread);
        if (track == Tracks.First(stream))
        {
            state.ScatterWeight[(int)stream] += (float)(test.Samples * (test.Samples - 1));
        }
    }

    private void Accumulate(ref StreamRun run, in ShareTest test, bool isTime, long window)
    {
        if (test.Samples < 1 || (run.Sum <= 0 && test.Hits <= test.Expected))
        {
            return;
        }
        double share = isTime ? Math.Max(test.Share, _settings.SmallestSlowShare) : test.Share;
        double step = Cusum.Step((long)test.Hits, (long)test.Samples, share, test.Scatter);
        run.Accumulate(step, test.Samples, test.Hits, window, Levels.Accumulated);
    }

    private bool OpensByAccumulation(in StreamRun run, bool isTime, double share)
    {
        if (run.Sum < Levels.Accumulated || run.SumSamples < 1)
        {
            return false;
        }
        return isTime
            ? DropShare.EdgeMatters(run.SumHits, run.SumSamples, 0.9, AccumulatedScatter, AccumulatedLevel)
            : DropShare.FailuresMatter(run.SumHits, run.SumSamples, share);
    }

    private static void CountNull(NullCounts nulls, in UnitState state, in StreamRun run, EvidenceStream stream, in ShareTest test, double logP)
    {
        if (!state.IsSuspect && run.OpenedBy == OpeningPath.None)
        {
            nulls.Count(stream, (long)test.Samples);
            if (logP < 0)
            {
                nulls.Count(stream, (long)test.Samples, logP);
            }
        }
    }
}
