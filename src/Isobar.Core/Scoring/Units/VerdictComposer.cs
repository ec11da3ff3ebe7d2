using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>Puts the verdicts of a unit's streams together to its availability and performance.</summary>
internal sealed class VerdictComposer(UnitTester tester, SpanLayout spans, int windowSeconds)
{
    /// <summary>Where not even a total loss would be found.</summary>
    public const float NothingDetectable = 2;

    /// <summary>The verdict where there is nothing to test.</summary>
    public static MetricHealth Nothing(ElementKind tested, EvidenceStream stream) => new(HealthState.Insufficient, 0, NothingDetectable, tested, stream, OpeningPath.None, 0);

    /// <summary>Level and power of the volume test in standard deviations: about 4 + 1.3.</summary>
    private const double VolumeDeviations = 5.3;

    /// <summary>Availability: an attempt fails in one way only, so the shares add; missing clients raise them.</summary>
    public (MetricHealth Health, Evidence? Evidence) Availability(
        in UnitState state, ReadOnlySpan<StreamVerdict> verdicts, in TestedUnit tested, in Expectation usual, bool isReady)
    {
        double network = DropOf(state, verdicts, EvidenceStream.NetworkFailures);
        double service = DropOf(state, verdicts, EvidenceStream.ServiceFailures);
        double missing = DropOf(state, verdicts, EvidenceStream.Volume);
        EvidenceStream stream = missing > network + service ? EvidenceStream.Volume
            : service > network ? EvidenceStream.ServiceFailures : EvidenceStream.NetworkFailures;
        return Compose(state, verdicts, [EvidenceStream.NetworkFailures, EvidenceStream.ServiceFailures, EvidenceStream.Volume],
            Math.Max(Math.Min(1, network + service), missing), stream, tested, usual, isReady);
    }

    /// <summary>Performance: one request can be slow in both ways; a rise of TTFB that a rise of RTT explains counts once, as network.</summary>
    public (MetricHealth Health, Evidence? Evidence) Performance(
        in UnitState state, ReadOnlySpan<StreamVerdict> verdicts, in TestedUnit tested, in Expectation usual, bool isReady)
    {
        double rtt = DropOf(state, verdicts, EvidenceStream.Rtt), ttfb = DropOf(state, verdicts, EvidenceStream.Ttfb);
        EvidenceStream stream = rtt > 0 || ttfb == 0 ? EvidenceStream.Rtt : EvidenceStream.Ttfb;
        if (stream == EvidenceStream.Rtt && rtt == 0 && !verdicts[(int)EvidenceStream.Rtt].IsTested && verdicts[(int)EvidenceStream.Ttfb].IsTested)
        {
            stream = EvidenceStream.Ttfb;
        }
        return Compose(state, verdicts, [EvidenceStream.Rtt, EvidenceStream.Ttfb], Math.Max(rtt, ttfb), stream, tested, usual, isReady);
    }

    private (MetricHealth, Evidence?) Compose(
        in UnitState state, ReadOnlySpan<StreamVerdict> verdicts, ReadOnlySpan<EvidenceStream> streams, double drop, EvidenceStream stream,
        in TestedUnit tested, in Expectation usual, bool isReady)
    {
        bool isTested = false;
        OpeningPath openedBy = OpeningPath.None;
        int since = 0;
        double smallest = NothingDetectable;
        foreach (EvidenceStream each in streams)
        {
            StreamRun run = state.Runs[(int)each];
            StreamVerdict verdict = verdicts[(int)each];
            isTested |= verdict.IsTested;
            openedBy = (OpeningPath)Math.Max((byte)openedBy, (byte)run.OpenedBy);
            since = run.Since != 0 && (since == 0 || run.Since < since) ? run.Since : since;
            smallest = verdict.IsTested ? Math.Min(smallest, SmallestDrop(verdict, each)) : smallest;
        }
        HealthState health = !isReady ? HealthState.Learning
            : drop > 0 ? HealthState.Drop
            : isTested ? HealthState.Ok
            : HealthState.Insufficient;
        MetricHealth metric = new(
            health, (float)drop, (float)Math.Min(smallest, NothingDetectable), tested.Kind, stream, openedBy, (drop > 0 || openedBy != OpeningPath.None) && since != 0 ? (long)since * windowSeconds : 0);
        Evidence? evidence = drop > 0 || openedBy != OpeningPath.None ? Reason(state, verdicts[(int)stream], stream, drop, smallest, tested, usual) : null;
        return (metric, evidence);
    }

    /// <summary>The window's drop where it is certain; while a run is open, that of all its samples, so that no open event shows a 100.</summary>
    private static double DropOf(in UnitState state, ReadOnlySpan<StreamVerdict> verdicts, EvidenceStream stream)
    {
        StreamVerdict verdict = verdicts[(int)stream];
        if (verdict.IsSignificant)
        {
            return verdict.Drop;
        }
        StreamRun run = state.Runs[(int)stream];
        double share = SumShareOf(verdict, stream);
        return !run.IsDropping || !verdict.IsTested ? 0
            : run.SumSamples > 0 && share < 1 ? Math.Max(run.AccumulatedDrop(share), verdict.Drop)
            : verdict.Drop;
    }

    /// <summary>What is usual of the hits that a run sums up: those at the highest edge, where the stream has edges.</summary>
    private static double SumShareOf(in StreamVerdict verdict, EvidenceStream stream) => stream >= EvidenceStream.Rtt ? verdict.LastShare : verdict.Share;

    /// <summary>The smallest drop that the stream's test would have found; of times at the edge above the 90th percentile, where a partial fault stands out most.</summary>
    private double SmallestDrop(in StreamVerdict verdict, EvidenceStream stream)
    {
        long samples = (long)verdict.Samples;
        return stream switch
        {
            EvidenceStream.Volume => VolumeDeviations * Math.Sqrt(verdict.Samples + verdict.Samples * verdict.Samples * verdict.Scatter) / Math.Max(verdict.Samples, 1),
            EvidenceStream.Rtt or EvidenceStream.Ttfb => tester.Levels.Edges.OfEdge(samples, verdict.LastShare, Math.Max(verdict.LastShare, 0.02), 0.9, verdict.LastScatter),
            _ => tester.Levels.Failures.OfFailures(samples, verdict.Share, verdict.Scatter),
        };
    }

    private Evidence Reason(
        in UnitState state, in StreamVerdict verdict, EvidenceStream stream, double drop, double smallest, in TestedUnit tested, in Expectation usual)
    {
        bool isVolume = stream == EvidenceStream.Volume, isTime = stream >= EvidenceStream.Rtt;
        double samples = verdict.Samples, hits = verdict.Hits, share = verdict.Share, logP = verdict.LogP;
        int edge = verdict.Edge;
        long windows = verdict.Level == byte.MaxValue ? 1 : spans.SpanWindows[verdict.Level];
        StreamRun run = state.Runs[(int)stream];
        if (!verdict.IsSignificant && run.OpenedBy != OpeningPath.None && run.SumSamples > samples && !isVolume && SumShareOf(verdict, stream) > 0)
        {
            // What the window alone does not show, its run does.
            (samples, hits, share, edge) = (run.SumSamples, run.SumHits, SumShareOf(verdict, stream), EdgeExpectation.Count - 1);
            windows = tested.Window - run.SumSince + 1;
            double tail = isTime ? Math.Max(share, 0.02) : share;
            logP = hits > samples * tail ? BetaBinomial.LogUpperTail((long)hits, (long)samples, tail, UnitTester.AccumulatedScatter) : 0;
        }
        double known = Math.Min(share, 1 - 1e-9);
        ShareInterval interval = samples < 1 ? new(0, 1)
            : isVolume ? VolumeInterval(hits, samples, verdict.Scatter)
            : DropShare.Interval(hits, samples, known, verdict.Scatter, 0.95);
        EdgeExpectation edges = stream == EvidenceStream.Rtt ? usual.Rtt : usual.Ttfb;
        bool hasEdge = isTime && edges.IsKnown;
        return new()
        {
            Stream = stream,
            Tested = tested.Element,
            SpanSeconds = (int)Math.Min(windows * windowSeconds, int.MaxValue),
            Samples = (long)samples,
            Hits = (long)hits,
            ExpectedShare = isVolume ? 1 : share,
            Dispersion = verdict.Scatter,
            PValue = StableMath.Exp(logP),
            SignificanceLevel = tester.Levels.TwoOfThree / (isTime ? 2 * EdgeExpectation.Count : 3),
            Drop = drop,
            DropLow = Math.Min(interval.Lower, drop),
            DropHigh = Math.Max(interval.Upper, drop),
            SmallestDrop = smallest,
            Baseline = usual.Source,
            BaselineDays = usual.Days,
            Percentile = isTime ? EdgeExpectation.Percentiles[edge] : null,
            BaselineMicros = hasEdge ? edges.QuantileMicros[edge] : null,
            EdgeMicros = hasEdge ? Sketches.QuantileSketch.Edge(edges.Buckets[edge]) : null,
        };
    }

    private static ShareInterval VolumeInterval(double hits, double expected, double scatter)
    {
        double spread = 1.96 * Math.Sqrt(Math.Max(hits, 1) + hits * hits * scatter) / expected;
        double drop = 1 - hits / expected;
        return new(Math.Clamp(drop - spread, 0, 1), Math.Clamp(drop + spread, 0, 1));
    }
}
