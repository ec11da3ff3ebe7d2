using System.Runtime.InteropServices;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>Tests elements on the sums of their strata, and finds what they say for strata that are too thin to say it themselves.</summary>
internal sealed class ElementScoring(StratumUnits strata, ElementUnits elements, UnitTester tester, VerdictComposer composer)
{
    /// <summary>What is left of an element without the members that drop themselves is handed down where it is at least this certain.</summary>
    private const double HandedDownLogP = -4.6;

    /// <summary>Sums are made in units of 2^-20.</summary>
    private const double FixedPoint = 1 << 20;

    private ElementVoice[] _voices = [];

    /// <summary>Tests an element; safe for many threads, each its own elements.</summary>
    public void Score(int number, long window, IReadOnlySet<string> silent, NullCounts nulls)
    {
        ElementUnit unit = elements.All[number];
        Sum(unit.Strata, null, ref unit.Counts);
        for (int track = 0; track < Tracks.Count; track++)
        {
            int samples = unit.Counts.Samples(StreamOf(track));
            unit.Shares[track] = samples > 0 && unit.Counts.Expected[track] > 0 ? unit.Counts.Expected[track] / samples : unit.Shares[track];
        }
        Span<StreamVerdict> verdicts = stackalloc StreamVerdict[StreamValues<byte>.Length];
        tester.Test(ref unit.State, unit.Counts, unit.Shares, window, !silent.Contains(unit.Element.ServiceLocation), nulls, verdicts);
        Expectation usual = new() { Source = BaselineSource.Pair };
        TestedUnit self = new(unit);
        unit.Availability = composer.Availability(unit.State, verdicts, self, usual, isReady: true);
        unit.Performance = composer.Performance(unit.State, verdicts, self, usual, isReady: true);
        unit.State.IsSuspect = unit.Availability.Evidence is not null || unit.Performance.Evidence is not null;
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
    }

    /// <summary>Measures what an element says for its thin members: the drop over the members that do not drop themselves.</summary>
    public void HandDown(int number, StratumScoring members)
    {
        ElementUnit unit = elements.All[number];
        MetricHealth availability = unit.Availability.Health, performance = unit.Performance.Health;
        float lost = availability.State == HealthState.Drop ? Rest(unit, availability, stratum => members.Of(stratum).Availability.State == HealthState.Drop) : 0;
        float slow = performance.State == HealthState.Drop ? Rest(unit, performance, stratum => members.Of(stratum).Performance.State == HealthState.Drop) : 0;
        _voices[number] = new(new(availability.State, lost, availability.SmallestDrop), new(performance.State, slow, performance.SmallestDrop), unit.Strata.Count);
    }

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
            tester.Excuse(ref unit.State);
        }
    }

    private float Rest(ElementUnit unit, MetricHealth health, Predicate<int> isOut)
    {
        UnitCounts rest = default;
        Sum(unit.Strata, isOut, ref rest);
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

    /// <summary>Adds up members. Most windows of a thin member hold nothing of most streams: those are passed over.</summary>
    private void Sum(List<int> members, Predicate<int>? isOut, ref UnitCounts sum)
    {
        // Fixed point: the sum must not depend on the order in which strata were met.
        TrackValues<long> expected = default, variance = default, hits = default;
        long votes = 0, rtt = 0, ttfb = 0;
        bool hasMoved = false;
        foreach (int stratum in CollectionsMarshal.AsSpan(members))
        {
            if (isOut is not null && isOut(stratum))
            {
                continue;
            }
            ref UnitCounts counts = ref strata.Counts[stratum];
            votes += counts.Votes;
            hasMoved |= counts.HasMoved;
            rtt += counts.RttSamples;
            ttfb += counts.TtfbSamples;
            if (counts.Votes > 0)
            {
                Add(counts, Tracks.Network, Tracks.Volume, hits, expected, variance);
            }
            Add(counts, Tracks.Volume, Tracks.Rtt, hits, expected, variance);
            if (counts.RttSamples > 0)
            {
                Add(counts, Tracks.Rtt, Tracks.Ttfb, hits, expected, variance);
            }
            if (counts.TtfbSamples > 0)
            {
                Add(counts, Tracks.Ttfb, Tracks.Count, hits, expected, variance);
            }
        }
        if (hasMoved)
        {
            LeaveOutMoved(members, isOut, hits, expected, variance);
        }
        sum.Votes = Cut(votes);
        sum.RttSamples = Cut(rtt);
        sum.TtfbSamples = Cut(ttfb);
        for (int track = 0; track < Tracks.Count; track++)
        {
            sum.Hits[track] = Cut(hits[track]);
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
    private void LeaveOutMoved(List<int> members, Predicate<int>? isOut, Span<long> hits, Span<long> expected, Span<long> variance)
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
            if (counts.HasMoved && strata.All[stratum].Pair == gone && (isOut is null || !isOut(stratum)))
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

    private static int Cut(long value) => (int)Math.Min(value, int.MaxValue);

    private static EvidenceStream StreamOf(int track) => track switch
    {
        Tracks.Network => EvidenceStream.NetworkFailures,
        Tracks.Service => EvidenceStream.ServiceFailures,
        Tracks.Volume => EvidenceStream.Volume,
        < Tracks.Ttfb => EvidenceStream.Rtt,
        _ => EvidenceStream.Ttfb,
    };
}
