using System.Collections.Immutable;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>What one window, and those before it, say about the drops of one channel: who is in an element, and how likely each pair is hit.</summary>
internal sealed class ChannelEvidence
{
    private readonly PairMemory _memory;
    private readonly EvidenceCache _cache;
    private readonly StrataIndex _strata;
    private readonly Dictionary<ElementKey, float> _sound = [];

    public ChannelEvidence(
        BlameSettings settings, BlameChannel channel, HealthMap map, ElementIndex index, PairMemory memory, EvidenceCache cache, HashSet<int> wideLocations)
    {
        Settings = settings;
        Channel = channel;
        Map = map;
        Index = index;
        _memory = memory;
        _cache = cache;
        _cache.Begin(channel, map.Health.Length);
        _strata = StrataIndex.Of(map, channel, index, wideLocations, settings);
        HealthMetric metric = BlameChannels.MetricOf(channel);
        foreach (((NetworkElement element, HealthMetric of), float smallest) in map.Sound)
        {
            if (of == metric && index.Find(element) is { } key)
            {
                _sound.Add(key, smallest);
            }
        }
    }

    /// <summary>The numbers of attribution.</summary>
    public BlameSettings Settings { get; }

    /// <summary>The channel.</summary>
    public BlameChannel Channel { get; }

    /// <summary>The window.</summary>
    public HealthMap Map { get; }

    /// <summary>Who shares what.</summary>
    public ElementIndex Index { get; }

    /// <summary>The pairs of an element, in the order of city-networks.</summary>
    public ReadOnlySpan<int> Members(ElementKey key) =>
        key.Kind is ElementKind.Zone or ElementKind.AddressFamily ? _strata.Members(key) : Index.Members(key);

    /// <summary>
    /// The smallest share that would have shown in the sum of a wide element, which shows no drop (<see cref="HealthMap.Sound"/>); infinite where it does, or was not tested.
    /// Sums are of one location: for what is seen from all of them, the greatest of all.
    /// </summary>
    public double SoundFrom(ElementKey key)
    {
        if (_sound.Count == 0 || key.Location != ElementKey.AllLocations)
        {
            return _sound.GetValueOrDefault(key, float.PositiveInfinity);
        }
        double most = 0;
        for (int location = 0; location < Index.LocationCount; location++)
        {
            ElementKey here = key with { Location = location };
            if (Index.Members(here).Length > 0)
            {
                most = Math.Max(most, _sound.GetValueOrDefault(here, float.PositiveInfinity));
            }
        }
        return most;
    }

    /// <summary>What the strata of one pair say about a zone or family.</summary>
    public StrataIndex.Contrast ContrastOf(ElementKey key) => _strata.Of(key);

    /// <summary>The zones and families that drops may lie in.</summary>
    public IEnumerable<ElementKey> StrataKeys => _strata.Keys;

    /// <summary>An empty set of pairs.</summary>
    public PairSet NewSet() => new(Map.Health.Length);

    /// <summary>Counts pairs that are asked.</summary>
    public void CountAsked(int pairs) => _cache.Asked += pairs;

    /// <summary>Whether a pair has traffic, or would usually have.</summary>
    public bool HasTraffic(int pair) => _memory.HasTraffic(pair, _memory.Depth);

    /// <summary>What pairs say to a hypothesis since a time, in nats, limited to what one pair may say.</summary>
    public NatsColumn Column(DropHypothesis hypothesis, long since, NatsMode mode) => _cache.Column(_memory.WindowsSince(since), hypothesis, mode);

    /// <summary>Evidence of many pairs together, in nats: each limited as above, and partly hit as well as wholly.</summary>
    public double Nats(ReadOnlySpan<int> pairs, DropHypothesis hypothesis, long since)
    {
        NatsColumn column = Column(hypothesis, since, NatsMode.Partial);
        double sum = 0;
        foreach (int pair in pairs)
        {
            sum += column.OfPair(pair);
        }
        return sum;
    }

    /// <summary>Evidence of each of these pairs for what is suspected, in nats.</summary>
    public ImmutableArray<float> NatsOf(ImmutableArray<int> pairs, Suspicion suspicion)
    {
        NatsColumn whole = Column(suspicion.Hypothesis, suspicion.CountedSince, NatsMode.Whole);
        NatsColumn partial = Column(suspicion.Hypothesis, suspicion.CountedSince, NatsMode.Partial);
        return [.. pairs.Select(pair => (float)(Index.IsPartial(suspicion.Key, pair) ? partial : whole).OfPair(pair))];
    }

    /// <summary>Number of hypotheses of a profile.</summary>
    public int ProfileLength => DropHypothesis.Shares.Length * DropHypothesis.ReachesOf(Channel).Length;

    /// <summary>Evidence of some pairs together for every hypothesis, in the order of <see cref="HypothesisOf"/>.</summary>
    public double[] Profile(ReadOnlySpan<int> pairs, long since)
    {
        double[] profile = new double[ProfileLength];
        for (int number = 0; number < profile.Length; number++)
        {
            NatsColumn column = Column(HypothesisOf(number), since, NatsMode.Profile);
            foreach (int pair in pairs)
            {
                profile[number] += column.OfPair(pair);
            }
        }
        return profile;
    }

    /// <summary>
    /// Whether a pair drops by far more than a hypothesis says: by several times the share, and surely so. Then the hypothesis is no explanation of it, though it
    /// is a better one than that nothing is wrong.
    /// </summary>
    public bool IsBeyond(int pair, DropHypothesis hypothesis, long since, bool mayBePartial)
    {
        double least = hypothesis.Share * Settings.BeyondFactor;
        if (least > DropHypothesis.Shares[^1] || Column(hypothesis, since, mayBePartial ? NatsMode.Partial : NatsMode.Whole).OfPair(pair) < Settings.PairNatsLimit)
        {
            return false;
        }
        SpanEvidence span = _cache.Span(_memory.WindowsSince(since));
        ref readonly PairEvidence evidence = ref span[span.SlotOf(pair)];
        double explained = DropLikelihood.MixedRatio(in evidence, Channel, hypothesis, mayBePartial, Settings.ClientNoise);
        for (int number = 0; number < ProfileLength; number++)
        {
            DropHypothesis other = HypothesisOf(number);
            if (other.Share >= least
                && DropLikelihood.Ratio(in evidence.Counts, evidence.UsualBins, Channel, other, Settings.ClientNoise) > explained + Settings.PairNatsLimit)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The hypothesis of a number in a profile.</summary>
    public DropHypothesis HypothesisOf(int number)
    {
        ReadOnlySpan<int> reaches = DropHypothesis.ReachesOf(Channel);
        return new(DropHypothesis.Shares[number / reaches.Length], reaches[number % reaches.Length]);
    }

    /// <summary>Traffic that the pairs lost, as far as they lost any: hits beyond the usual since a time.</summary>
    public double Lost(ReadOnlySpan<int> pairs, int reach, long since)
    {
        SpanEvidence span = _cache.Span(_memory.WindowsSince(since));
        double sum = 0;
        foreach (int pair in pairs)
        {
            sum += Math.Max(0, Lost(in span[span.SlotOf(pair)].Counts, reach));
        }
        return sum;
    }

    private double Lost(in ChannelCounts counts, int reach)
    {
        if (Channel is BlameChannel.Network or BlameChannel.Service)
        {
            return reach == DropHypothesis.Vanishes ? counts.ClientsExpected - counts.Clients : counts.Failed - counts.Trials * counts.UsualShare;
        }
        // The edge that such a drop lifts most traffic over.
        int edge = reach >= 5 ? 4 : Math.Max(0, 3 - reach);
        return counts.Above[edge] - counts.Trials * counts.UsualAbove[edge];
    }
}
