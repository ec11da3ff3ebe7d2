using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Explains the drops of each window: which element is at fault, how sure that is, and which pairs it stands for. Keeps the counts of the last windows, so that
/// evidence grows while a drop lasts. Written by one thread at a time.
/// </summary>
/// <remarks>
/// An element is chosen by likelihood: how much more likely the counts of all its pairs are if it is at fault than if nothing is. Thin pairs take part without any
/// threshold, and good pairs inside speak against it. It is named by votes: confidence is P(θ_in &gt; 0.8) · P(θ_out &lt; 0.2) with Jeffreys posteriors over the units
/// that can tell (section 9 of the statistical design). Where nothing is bad a window costs one pass over the pairs;
/// with one fault it costs a few questions to each pair that shares an element with a bad one: linear in the pairs, and the more faults the more rounds.
/// </remarks>
public sealed class BlameAnalysis
{
    /// <summary>Members of an aggregate that show in which way it dropped.</summary>
    private const int MostProfiles = 300;

    private static readonly BlameChannel[] s_channels = [BlameChannel.Network, BlameChannel.Service, BlameChannel.Rtt, BlameChannel.Ttfb];

    private readonly BlameSettings _settings;
    private readonly PairMemory _memory;
    private readonly ElementIndex _index = new();
    private readonly EvidenceCache _cache;

    /// <summary>An analysis with these settings.</summary>
    public BlameAnalysis(BlameSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _memory = new PairMemory(settings);
        _cache = new EvidenceCache(settings, _memory);
    }

    /// <summary>An analysis with the default settings.</summary>
    public BlameAnalysis()
        : this(BlameSettings.Default)
    {
    }

    /// <summary>Pairs that elements have asked so far.</summary>
    internal long PairsAsked => _cache.Asked;

    /// <summary>Writes the counts of the last windows.</summary>
    internal void Save(SnapshotWriter writer, int pairs) => _memory.Save(writer, pairs);

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    internal void Restore(ref SnapshotReader reader, int pairs) => _memory.Restore(ref reader, pairs);

    /// <summary>
    /// Explains a window. Windows must come in order; after a gap the memory starts anew. The blames are in the order of metric, element and cause, and together
    /// with the aftermath hold every pair that dropped by its own test and every aggregate that dropped.
    /// </summary>
    /// <param name="map">The window.</param>
    /// <param name="standing">The explanations that last, and those that ended in the last hours.</param>
    public BlameReport Conclude(HealthMap map, IReadOnlyList<StandingBlame> standing)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(standing);
        _memory.Push(map);
        // In quiet windows too: the first window of a fault must not wait until all pairs are sorted (2.6 s of 4.1 for 500,000).
        _index.Refresh(map.Pairs);
        List<int>[] bad = BadPairs(map);
        if (bad.All(pairs => pairs.Count == 0) && map.Elements.Count == 0 && standing.Count == 0)
        {
            return BlameReport.Nothing;
        }
        List<Blame> blames = [];
        List<Blame> aftermath = [];
        StandingState[] states = new StandingState[standing.Count];
        foreach (BlameChannel channel in s_channels)
        {
            List<ElementHealth> elements = [.. map.Elements.Where(element => IsOf(element, channel))];
            ChannelEvidence evidence = new(_settings, channel, map, _index, _memory, _cache, WideLocations(bad[(int)channel], elements));
            Aftermath past = new(evidence, standing, states);
            if (bad[(int)channel].Count + elements.Count > 0)
            {
                blames.AddRange(Explain(evidence, bad[(int)channel], elements, past));
            }
            aftermath.AddRange(past.Blames());
        }
        return new BlameReport(BlameMerging.OnePerElement(blames), BlameMerging.OnePerElement(aftermath), [.. states]);
    }

    /// <summary>All pairs that an explanation of the last window, or of one before, holds.</summary>
    public IReadOnlyCollection<int> ScopeOf(Blame blame)
    {
        ArgumentNullException.ThrowIfNull(blame);
        return _index.ScopeOf(blame);
    }

    private List<Blame> Explain(ChannelEvidence evidence, List<int> bad, List<ElementHealth> elements, Aftermath past)
    {
        bad.Sort(_index.Compare);
        List<Seed> seeds = [];
        foreach (int pair in bad)
        {
            MetricHealth health = evidence.Map.Health.Span[pair].Of(BlameChannels.MetricOf(evidence.Channel));
            if (past.BeganAt(pair, health.Since) is { } since)
            {
                seeds.Add(new Seed(pair, since, health.OpenedBy, evidence.Profile([pair], since)));
            }
        }
        List<AggregateSeed> aggregates = [];
        foreach (ElementHealth element in elements)
        {
            if (AggregateOf(element, evidence) is { } aggregate && !past.Holds(aggregate))
            {
                aggregates.Add(aggregate);
            }
        }
        if (seeds.Count + aggregates.Count == 0)
        {
            return [];
        }
        FaultSeparation separation = new(evidence, past.Lasting);
        List<Explanation> explanations = separation.Explain(seeds, aggregates);
        return new BlameJudge(evidence, separation.Weigher).Judge(explanations);
    }

    /// <summary>The aggregate's pairs in order, and the way in which most of them dropped; the share is the aggregate's own.</summary>
    private AggregateSeed? AggregateOf(ElementHealth element, ChannelEvidence evidence)
    {
        int[] pairs = [.. element.Pairs];
        Array.Sort(pairs, _index.Compare);
        if (_index.Find(element.Element) is not { } key)
        {
            return null;
        }
        double[] sums = evidence.Profile(pairs.AsSpan(0, Math.Min(pairs.Length, MostProfiles)), element.Health.Since);
        for (int number = 0; number < sums.Length; number++)
        {
            sums[number] = IsShownBy(element.Health.Stream, evidence.HypothesisOf(number)) ? sums[number] : double.NegativeInfinity;
        }
        int best = Array.IndexOf(sums, sums.Max());
        DropHypothesis fitted = evidence.HypothesisOf(best);
        double share = Math.Clamp(Math.Max(element.Health.Drop, fitted.Share), DropHypothesis.Shares[0], DropHypothesis.Shares[^1]);
        return new AggregateSeed(key, fitted with { Share = share }, element.Health.Since, element.Health.OpenedBy, pairs);
    }

    /// <summary>Failures show that attempts fail, and missing clients that they vanish: the sums of both have been tested.</summary>
    private static bool IsShownBy(EvidenceStream stream, DropHypothesis hypothesis) => stream switch
    {
        EvidenceStream.NetworkFailures => hypothesis.Reach == DropHypothesis.Fails,
        EvidenceStream.Volume => hypothesis.Reach == DropHypothesis.Vanishes,
        _ => true,
    };

    /// <summary>A pair that is tested as a whole is a pair, not an aggregate.</summary>
    private static bool IsOf(ElementHealth element, BlameChannel channel) =>
        BlameChannels.Of(element.Health.Stream) == channel && element.Pairs.Count > 0 && element.Element.Kind != ElementKind.Pair;

    private HashSet<int> WideLocations(List<int> bad, List<ElementHealth> elements)
    {
        int[] counts = new int[_index.LocationCount];
        foreach (int pair in bad)
        {
            counts[_index.LocationOf(pair)]++;
        }
        foreach (ElementHealth element in elements)
        {
            counts[_index.LocationOf(element.Pairs[0])] += 3;
        }
        return [.. Enumerable.Range(0, counts.Length).Where(location => counts[location] >= 3)];
    }

    /// <summary>Pairs that dropped by their own test, by channel. Those that took the verdict of an aggregate are explained with the aggregate.</summary>
    private static List<int>[] BadPairs(HealthMap map)
    {
        List<int>[] bad = [[], [], [], []];
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        for (int pair = 0; pair < health.Length; pair++)
        {
            Add(in health[pair], HealthMetric.Availability, pair);
            Add(in health[pair], HealthMetric.Performance, pair);
        }
        return bad;

        void Add(in PairHealth health, HealthMetric metric, int pair)
        {
            MetricHealth verdict = health.Of(metric);
            if (verdict is { State: HealthState.Drop, Source: ElementKind.Pair })
            {
                bad[(int)BlameChannels.Of(verdict.Stream)].Add(pair);
            }
        }
    }
}
