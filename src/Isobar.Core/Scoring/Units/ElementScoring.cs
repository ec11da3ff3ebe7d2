using System.Runtime.InteropServices;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>Tests elements on the sums of their strata, and finds what they say for strata that are too thin to say it themselves.</summary>
internal sealed class ElementScoring(
    StratumUnits strata, ElementUnits elements, ExplainedMask mask, UnitTester tester, VerdictComposer composer, RestingUnits resting, WindowRows rows)
{
    /// <summary>What is left of an element without the members that drop themselves is handed down where it is at least this certain.</summary>
    private const double HandedDownLogP = -4.6;

    private const double FixedPoint = CountSums.FixedPoint;

    private ElementVoice[] _voices = [];
    private int[] _toldAt = [];

    /// <summary>Tests an element; safe for many threads, each its own elements.</summary>
    public void Score(int number, long window, IReadOnlySet<string> silent, NullCounts nulls)
    {
        ElementUnit unit = elements.All[number];
        bool isHeard = elements.IsHeard(number, resting.Latest), isMasked = mask.LeavesOut(number), isSilent = silent.Contains(unit.Element.ServiceLocation);
        bool isOdd = isMasked || elements.HasMoved(number, resting.Latest);
        if (!isSilent)
        {
            KnowClients(unit);
        }
        if (unit.CanRest && !isHeard && !isOdd)
        {
            Rest(unit);
            return;
        }
        CatchUp(unit, resting.Latest);
        unit.UpTo = resting.Latest + 1;
        unit.Rested = false;
        if (mask.LeavesMoreOut(number))
        {
            tester.Excuse(ref unit.State);
        }
        if (isOdd || isSilent)
        {
            unit.Counts = default;
            SumOthers(number, Outs(number, _ => false, _ => false), ref unit.Counts);
        }
        else
        {
            Sum(number, isHeard);
        }
        for (int track = 0; track < Tracks.Count; track++)
        {
            int samples = unit.Counts.Samples(StreamOf(track));
            unit.Shares[track] = samples > 0 && unit.Counts.Expected[track] > 0 ? unit.Counts.Expected[track] / samples : unit.Shares[track];
        }
        Span<StreamVerdict> verdicts = stackalloc StreamVerdict[StreamValues<byte>.Length];
        tester.Test(ref unit.State, unit.Counts, unit.Shares, window, !isSilent, nulls, verdicts);
        Expectation usual = new() { Source = BaselineSource.Pair };
        TestedUnit self = new(unit) { Window = window };
        unit.Availability = composer.Availability(unit.State, verdicts, self, usual, isReady: true);
        unit.Performance = composer.Performance(unit.State, verdicts, self, usual, isReady: true);
        unit.Tested = TestedStreams.Of(verdicts);
        unit.State.IsSuspect = unit.Availability.Evidence is not null || unit.Performance.Evidence is not null;
        unit.CanRest = !isOdd && resting.CanRest(unit.State, ClientsOf(unit));
    }

    /// <summary>Forgets a drop that has an explanation and is over.</summary>
    public void Forget(int number, HealthMetric metric)
    {
        ElementUnit unit = elements.All[number];
        CatchUp(unit, resting.Latest + 1);
        tester.Forget(ref unit.State, metric);
    }

    /// <summary>Brings an element that rested up to date.</summary>
    public void CatchUp(ElementUnit unit) => CatchUp(unit, resting.Latest + 1);

    /// <summary>Brings an element that rested up to date with the windows before this hour; what is usual changes with it.</summary>
    public void EndHour(ElementUnit unit)
    {
        CatchUp(unit, resting.Latest + 1);
        unit.AreClientsKnown = false;
    }

    /// <summary>Whether an element says something else of a pair than in the last window, or speaks for it.</summary>
    public bool IsToldAnew(int pair) => _toldAt[pair] == resting.Latest;

    /// <summary>The clients that are expected of all members change with the hour, and when one joins.</summary>
    private void KnowClients(ElementUnit unit)
    {
        if (unit.AreClientsKnown)
        {
            return;
        }
        CatchUp(unit, resting.Latest);
        long expected = 0, variance = 0;
        foreach (int stratum in CollectionsMarshal.AsSpan(unit.Strata))
        {
            ref UnitCounts counts = ref strata.Counts[stratum];
            expected += (long)(counts.Expected[Tracks.Volume] * FixedPoint);
            variance += (long)(counts.Variance[Tracks.Volume] * FixedPoint);
        }
        unit.Clients = (expected, variance);
        unit.AreClientsKnown = true;
        unit.CanRest = unit.CanRest && resting.CanRest(unit.State, ClientsOf(unit));
    }

    private static float ClientsOf(ElementUnit unit) => (float)(unit.Clients.Expected / FixedPoint);

    /// <summary>A window without traffic of an element that can rest.</summary>
    private static void Rest(ElementUnit unit)
    {
        if (!unit.Rested)
        {
            unit.Availability = (VerdictComposer.Nothing(unit.Element.Kind, EvidenceStream.NetworkFailures), null);
            unit.Performance = (VerdictComposer.Nothing(unit.Element.Kind, EvidenceStream.Rtt), null);
            unit.Tested = default;
            unit.State.IsSuspect = false;
            unit.Rested = true;
        }
    }

    private void CatchUp(ElementUnit unit, int to)
    {
        if (!unit.CanRest || unit.UpTo >= to)
        {
            return;
        }
        StreamValues<bool> streams = default;
        for (EvidenceStream stream = EvidenceStream.NetworkFailures; stream <= EvidenceStream.Ttfb; stream++)
        {
            streams[(int)stream] = stream == EvidenceStream.Volume ? ClientsOf(unit) > 0 : unit.Shares[Tracks.First(stream)] > 0;
        }
        resting.CatchUp(ref unit.State, streams, ClientsOf(unit), unit.Element.ServiceLocation, unit.UpTo, to);
        unit.UpTo = to;
    }

    /// <summary>What the elements say, by number.</summary>
    public ReadOnlySpan<ElementVoice> Voices => _voices;

    /// <summary>Prepares a window.</summary>
    public void Begin()
    {
        if (_voices.Length < elements.All.Count)
        {
            Array.Resize(ref _voices, elements.All.Count + elements.All.Count / 4);
        }
        int pairs = _toldAt.Length;
        if (pairs < strata.Pairs.Count)
        {
            Array.Resize(ref _toldAt, strata.Pairs.Count + strata.Pairs.Count / 4);
            Array.Fill(_toldAt, -1, pairs, _toldAt.Length - pairs);
        }
    }

    /// <summary>Measures what an element says for its thin members: the drop over the members that do not drop themselves.</summary>
    public void HandDown(int number, StratumScoring members)
    {
        ElementUnit unit = elements.All[number];
        MetricHealth availability = unit.Availability.Health, performance = unit.Performance.Health;
        float lost = 0, slow = 0;
        if (availability.State == HealthState.Drop || performance.State == HealthState.Drop)
        {
            (Predicate<int>, Predicate<int>) outs = Outs(
                number,
                stratum => members.Of(stratum).Availability.State == HealthState.Drop,
                stratum => members.Of(stratum).Performance.State == HealthState.Drop);
            lost = availability.State == HealthState.Drop ? Rest(number, availability, outs) : 0;
            slow = performance.State == HealthState.Drop ? Rest(number, performance, outs) : 0;
        }
        ElementVoice voice = new(
            new(availability.State, lost, availability.SmallestDrop, availability.Stream), new(performance.State, slow, performance.SmallestDrop, performance.Stream),
            unit.Tested, unit.Strata.Count);
        if (IsNews(_voices[number], voice))
        {
            foreach (int stratum in CollectionsMarshal.AsSpan(unit.Strata))
            {
                _toldAt[strata.All[stratum].Pair] = resting.Latest;
            }
        }
        _voices[number] = voice;
    }

    /// <summary>What an element that does not speak says counts by its state alone.</summary>
    private static bool IsNews(in ElementVoice before, in ElementVoice now) =>
        before.Strata != now.Strata
        || before.Availability.State != now.Availability.State
        || before.Performance.State != now.Performance.State
        || before.Availability.Speaks || before.Performance.Speaks || now.Availability.Speaks || now.Performance.Speaks;

    /// <summary>Where wider elements speak for half of an element's members, that is what it sees: it gathers nothing of its own.</summary>
    public void Excuse(int number)
    {
        ElementUnit unit = elements.All[number];
        if (unit.HasEvidence)
        {
            return;
        }
        int spokenFor = 0;
        foreach (int stratum in CollectionsMarshal.AsSpan(unit.Strata))
        {
            spokenFor += strata.All[stratum].IsSpokenFor ? 1 : 0;
        }
        if (spokenFor * 2 >= unit.Strata.Count)
        {
            CatchUp(unit, resting.Latest + 1);
            tester.Excuse(ref unit.State);
        }
    }

    /// <summary>Which members are left out of sums: those that are explained, and those that were asked for.</summary>
    private (Predicate<int> Availability, Predicate<int> Performance) Outs(int number, Predicate<int> availability, Predicate<int> performance) =>
        !mask.LeavesOut(number)
            ? (availability, performance)
            : (stratum => mask.IsLeftOut(number, stratum, HealthMetric.Availability) || availability(stratum),
                stratum => mask.IsLeftOut(number, stratum, HealthMetric.Performance) || performance(stratum));

    private float Rest(int number, MetricHealth health, (Predicate<int>, Predicate<int>) outs)
    {
        ElementUnit unit = elements.All[number];
        UnitCounts rest = default;
        SumOthers(number, outs, ref rest);
        if (health.Stream == EvidenceStream.Volume)
        {
            double missing = DropShare.OfVolume(rest.Hits[Tracks.Volume], rest.Expected[Tracks.Volume]);
            return (float)(missing > 0.2 ? missing : 0);
        }
        double most = 0;
        bool isTime = health.Stream >= EvidenceStream.Rtt;
        int first = Tracks.First(health.Stream);
        for (int track = first; track < first + (isTime ? EdgeExpectation.Count : 1); track++)
        {
            ShareTest test = ShareTest.Of(rest, health.Stream, track, unit.Shares[track], tester.ScatterOf(unit.State, health.Stream, track));
            if (test.Samples >= 1 && test.Hits > test.Expected
                && BetaBinomial.LogUpperTail((long)test.Hits, (long)test.Samples, isTime ? Math.Max(test.Share, 0.02) : test.Share, test.Scatter) <= HandedDownLogP)
            {
                most = Math.Max(most, DropShare.Of(test.Hits, test.Samples, test.Share));
            }
        }
        return (float)most;
    }

    /// <summary>Adds up the members that have traffic; those without add the clients that are missed, which are known.</summary>
    private void Sum(int number, bool isHeard)
    {
        ElementUnit unit = elements.All[number];
        unit.Counts = default;
        if (isHeard)
        {
            CountSums sums = default;
            foreach (int stratum in CollectionsMarshal.AsSpan(unit.Strata))
            {
                if (rows.Has(stratum))
                {
                    sums.Add(in strata.Counts[stratum]);
                }
            }
            if (!sums.IsExact)
            {
                SumOthers(number, (_ => false, _ => false), ref unit.Counts);
                return;
            }
            sums.Get(ref unit.Counts);
        }
        unit.Counts.Expected[Tracks.Volume] = (float)(unit.Clients.Expected / FixedPoint);
        unit.Counts.Variance[Tracks.Volume] = (float)(unit.Clients.Variance / FixedPoint);
    }

    /// <summary>Adds up members but some. Most windows of a thin member hold nothing of most streams: those are passed over.</summary>
    private void SumOthers(int number, (Predicate<int> Availability, Predicate<int> Performance) isOut, ref UnitCounts sum)
    {
        List<int> members = elements.All[number].Strata;
        // Fixed point: the sum must not depend on the order in which strata were met.
        TrackValues<long> expected = default, variance = default, hits = default;
        long votes = 0, rtt = 0, ttfb = 0;
        foreach (int stratum in CollectionsMarshal.AsSpan(members))
        {
            ref UnitCounts counts = ref strata.Counts[stratum];
            if (!isOut.Availability(stratum))
            {
                votes += counts.Votes;
                if (counts.Votes > 0)
                {
                    Add(counts, Tracks.Network, Tracks.Volume, hits, expected, variance);
                }
                Add(counts, Tracks.Volume, Tracks.Rtt, hits, expected, variance);
            }
            if (isOut.Performance(stratum))
            {
                continue;
            }
            rtt += counts.RttSamples;
            ttfb += counts.TtfbSamples;
            if (counts.RttSamples > 0)
            {
                Add(counts, Tracks.Rtt, Tracks.Ttfb, hits, expected, variance);
            }
            if (counts.TtfbSamples > 0)
            {
                Add(counts, Tracks.Ttfb, Tracks.Count, hits, expected, variance);
            }
        }
        if (elements.HasMoved(number, resting.Latest))
        {
            LeaveOutMoved(members, isOut.Availability, hits, expected, variance);
        }
        sum.Votes = CountSums.Cut(votes);
        sum.RttSamples = CountSums.Cut(rtt);
        sum.TtfbSamples = CountSums.Cut(ttfb);
        for (int track = 0; track < Tracks.Count; track++)
        {
            sum.Hits[track] = CountSums.Cut(hits[track]);
            sum.Expected[track] = (float)(expected[track] / FixedPoint);
            sum.Variance[track] = (float)(variance[track] / FixedPoint);
        }
    }

    /// <summary>Adds the tracks from one to before another. Sums stay below 2^63: a float below 2^31 in units of 2^-20, of less than 2^12 such members.</summary>
    private static void Add(in UnitCounts counts, int from, int to, Span<long> hits, Span<long> expected, Span<long> variance)
    {
        for (int track = from; track < to; track++)
        {
            unchecked
            {
                hits[track] += counts.Hits[track];
                expected[track] += (long)(counts.Expected[track] * FixedPoint);
                variance[track] += (long)(counts.Variance[track] * FixedPoint);
            }
        }
    }

    /// <summary>
    /// Takes out the clients of the pair that misses most, where they may have moved within their network. Only of one: that networks move clients out of several places at
    /// once is less likely than that these places share a fault.
    /// </summary>
    private void LeaveOutMoved(List<int> members, Predicate<int> isOut, Span<long> hits, Span<long> expected, Span<long> variance)
    {
        int gone = -1;
        float most = 0;
        foreach (int stratum in members)
        {
            int pair = strata.All[stratum].Pair;
            if (strata.Counts[stratum].HasMoved && pair != gone && MissingOf(pair) is var missing && missing > most)
            {
                (gone, most) = (pair, missing);
            }
        }
        foreach (int stratum in members)
        {
            ref UnitCounts counts = ref strata.Counts[stratum];
            if (counts.HasMoved && strata.All[stratum].Pair == gone && !isOut(stratum))
            {
                hits[Tracks.Volume] -= counts.Hits[Tracks.Volume];
                expected[Tracks.Volume] -= (long)(counts.Expected[Tracks.Volume] * FixedPoint);
                variance[Tracks.Volume] -= (long)(counts.Variance[Tracks.Volume] * FixedPoint);
            }
        }
    }

    private float MissingOf(int pair)
    {
        float missing = 0;
        for (int stratum = strata.FirstOf(pair); stratum >= 0; stratum = strata.All[stratum].Next)
        {
            missing += strata.Counts[stratum].HasMoved ? strata.All[stratum].ClientsUsual - strata.All[stratum].ClientsSeen : 0;
        }
        return missing;
    }

    private static EvidenceStream StreamOf(int track) => track switch
    {
        Tracks.Network => EvidenceStream.NetworkFailures,
        Tracks.Service => EvidenceStream.ServiceFailures,
        Tracks.Volume => EvidenceStream.Volume,
        < Tracks.Ttfb => EvidenceStream.Rtt,
        _ => EvidenceStream.Ttfb,
    };
}
