using System.Collections.Immutable;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>What one window, and those before it, say about the drops of one channel: who is in an element, and how likely each pair is hit.</summary>
internal sealed class ChannelEvidence
{
    private readonly Dictionary<(int Pair, int Windows), PairNats> _nats = [];
    private readonly PairMemory _memory;
    private readonly StrataIndex _strata;

    public ChannelEvidence(BlameSettings settings, BlameChannel channel, HealthMap map, ElementIndex index, PairMemory memory, HashSet<int> wideLocations)
    {
        Settings = settings;
        Channel = channel;
        Map = map;
        Index = index;
        _memory = memory;
        _strata = StrataIndex.Of(map, channel, index, wideLocations, settings.VoteNats);
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

    /// <summary>What the strata of one pair say about a zone or family.</summary>
    public StrataIndex.Contrast ContrastOf(ElementKey key) => _strata.Of(key);

    /// <summary>The zones and families that drops may lie in.</summary>
    public IEnumerable<ElementKey> StrataKeys => _strata.Keys;

    /// <summary>Whether a pair has traffic, or would usually have.</summary>
    public bool HasTraffic(int pair) => _memory.HasTraffic(pair, _memory.Depth);

    /// <summary>Evidence of a pair for a hypothesis since a time, in nats, limited to what one pair may say.</summary>
    public double Nats(int pair, DropHypothesis hypothesis, long since, bool mayBePartial)
    {
        PairNats known = Of(pair, since);
        ref double nats = ref known.Of(hypothesis, mayBePartial);
        if (double.IsNaN(nats))
        {
            double ratio = DropLikelihood.MixedRatio(known, Channel, hypothesis, mayBePartial, Settings.ClientNoise);
            nats = Math.Clamp(ratio, -Settings.PairNatsLimit, Settings.PairNatsLimit);
        }
        return nats;
    }

    /// <summary>Evidence of many pairs together, in nats: each limited as above, and partly hit as well as wholly.</summary>
    public double Nats(IEnumerable<int> pairs, DropHypothesis hypothesis, long since)
    {
        double sum = 0;
        foreach (int pair in pairs)
        {
            sum += Nats(pair, hypothesis, since, mayBePartial: true);
        }
        return sum;
    }

    /// <summary>Evidence of each of these pairs for what is suspected, in nats.</summary>
    public ImmutableArray<float> NatsOf(ImmutableArray<int> pairs, Suspicion suspicion) =>
        [.. pairs.Select(pair => (float)Nats(pair, suspicion.Hypothesis, suspicion.CountedSince, Index.IsPartial(suspicion.Key, pair)))];

    /// <summary>Evidence of a pair for every hypothesis, in the order of <see cref="HypothesisOf"/>.</summary>
    public double[] Profile(int pair, long since)
    {
        PairNats known = Of(pair, since);
        double[] profile = new double[DropHypothesis.Shares.Length * DropHypothesis.ReachesOf(Channel).Length];
        for (int number = 0; number < profile.Length; number++)
        {
            DropHypothesis hypothesis = HypothesisOf(number);
            double nats = DropLikelihood.Ratio(in known.Counts, known.UsualBins, Channel, hypothesis, Settings.ClientNoise);
            profile[number] = hypothesis.IsPlausible(Channel) ? Math.Clamp(nats, -Settings.PairNatsLimit, Settings.PairNatsLimit * 4) : double.NegativeInfinity;
        }
        return profile;
    }

    /// <summary>
    /// Whether a pair drops by far more than a hypothesis says: by several times the share, and surely so. Then the hypothesis is no explanation of it, though it
    /// is a better one than that nothing is wrong.
    /// </summary>
    public bool IsBeyond(int pair, DropHypothesis hypothesis, long since, bool mayBePartial)
    {
        if (hypothesis.Share * Settings.BeyondFactor > 1 || Nats(pair, hypothesis, since, mayBePartial) < Settings.PairNatsLimit)
        {
            return false;
        }
        PairNats known = Of(pair, since);
        double explained = DropLikelihood.MixedRatio(known, Channel, hypothesis, mayBePartial, Settings.ClientNoise);
        for (int number = 0; number < DropHypothesis.Shares.Length * DropHypothesis.ReachesOf(Channel).Length; number++)
        {
            DropHypothesis other = HypothesisOf(number);
            if (other.Share >= Settings.BeyondFactor * hypothesis.Share
                && DropLikelihood.Ratio(in known.Counts, known.UsualBins, Channel, other, Settings.ClientNoise) > explained + Settings.PairNatsLimit)
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

    /// <summary>Traffic that the pair lost: hits beyond the usual since a time.</summary>
    public double Lost(int pair, DropHypothesis hypothesis, long since)
    {
        ref readonly ChannelCounts counts = ref Of(pair, since).Counts;
        if (Channel is BlameChannel.Network or BlameChannel.Service)
        {
            return hypothesis.Reach == DropHypothesis.Vanishes ? counts.ClientsExpected - counts.Clients : counts.Failed - counts.Trials * counts.UsualShare;
        }
        // The edge that such a drop lifts most traffic over.
        int edge = hypothesis.Reach >= 5 ? 4 : Math.Max(0, 3 - hypothesis.Reach);
        return counts.Above[edge] - counts.Trials * counts.UsualAbove[edge];
    }

    /// <summary>A pair is asked about by each of the elements that it is in: what it says is worked out once a window.</summary>
    private PairNats Of(int pair, long since)
    {
        int windows = _memory.WindowsSince(since);
        if (!_nats.TryGetValue((pair, windows), out PairNats? known))
        {
            known = new(_memory.Sum(pair, windows, Channel));
            _nats.Add((pair, windows), known);
        }
        return known;
    }
}
