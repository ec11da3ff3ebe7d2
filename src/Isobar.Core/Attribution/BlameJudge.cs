using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Attribution;

/// <summary>Decides whether an explanation names somebody, and writes down who, how sure, and who else was thought of.</summary>
internal sealed class BlameJudge
{
    /// <summary>
    /// Nats that the drop of a single pair, or the contrast of sums, must bring before it is believed: prior odds of 1 to 99, since there are many and few faults.
    /// </summary>
    private const double PriorNats = 4.6;

    private readonly ChannelEvidence _evidence;
    private readonly SuspectWeigher _weigher;
    private readonly BlameSettings _settings;
    private readonly PairSet _explained;
    private readonly PairSet _inside;
    private readonly Dictionary<int, (long First, long Last)> _beginnings = [];
    private readonly Dictionary<(long Since, int Reach), double> _lost = [];
    private readonly Dictionary<(ElementKey Key, long Since, int Reach), double> _lostIn = [];

    public BlameJudge(ChannelEvidence evidence, SuspectWeigher weigher)
    {
        _evidence = evidence;
        _weigher = weigher;
        _settings = evidence.Settings;
        _explained = evidence.NewSet();
        _inside = evidence.NewSet();
    }

    /// <summary>The blames of a channel.</summary>
    public List<Blame> Judge(List<Explanation> explanations)
    {
        SharedOnset onset = new(_evidence);
        Remember(explanations);
        List<Blame> blames = [];
        Dictionary<Explanation, Blame> judged = explanations.ToDictionary(explanation => explanation, explanation => Judge(explanation, explanations));
        foreach (List<Explanation> group in onset.Group(explanations, explanation => judged[explanation].Verdict != BlameVerdict.Blamed))
        {
            blames.Add(group.Count > 1 || onset.IsWideAndNameless(group[0], judged[group[0]]) ? onset.Unnamed(group) : judged[group[0]]);
        }
        return blames;
    }

    private Blame Judge(Explanation explanation, List<Explanation> all)
    {
        Suspicion first = explanation.Suspicion;
        double lost = LostWith(explanation, all);
        List<Suspicion> suspects = [first, .. Alternatives(explanation)];
        foreach (Suspicion suspect in suspects)
        {
            _weigher.AskOutside(suspect, pair => IsExplainedElsewhere(pair, first.CountedSince));
            suspect.Confidence = ConfidenceOf(suspect);
            suspect.ExplanatoryPower = lost <= 0 ? 0 : Math.Clamp(LostIn(suspect) / lost, 0, 1);
        }
        BlameVerdict verdict = VerdictOf(explanation, suspects);
        ImmutableArray<int> pairs = PairsOf(explanation.Pairs);
        return new Blame
        {
            Metric = BlameChannels.MetricOf(_evidence.Channel),
            Verdict = verdict,
            Cause = CauseOf(first),
            Element = _evidence.Index.Name(first.Key),
            Confidence = first.Confidence * WeightAmong(first, suspects),
            Nats = first.Nats,
            Channel = _evidence.Channel,
            Hypothesis = first.Hypothesis,
            Since = first.Since,
            OpenedBy = first.OpenedBy,
            Pairs = pairs,
            PairNats = _evidence.NatsOf(pairs, first),
            Suspects = [.. suspects.Select(ToSuspect)],
        };
    }

    private ImmutableArray<int> PairsOf(int[] pairs) => [.. pairs.Where(_evidence.HasTraffic).Order()];

    /// <summary>Notes when the first and the last explanation of each pair began.</summary>
    private void Remember(List<Explanation> explanations)
    {
        foreach (Explanation explanation in explanations)
        {
            long since = explanation.Suspicion.CountedSince;
            _explained.Add(explanation.Pairs);
            foreach (int pair in explanation.Pairs)
            {
                ref (long First, long Last) beginnings = ref CollectionsMarshal.GetValueRefOrAddDefault(_beginnings, pair, out bool isKnown);
                beginnings = isKnown ? (Math.Min(beginnings.First, since), Math.Max(beginnings.Last, since)) : (since, since);
            }
        }
    }

    /// <summary>Pairs of drops that began at another time: they say nothing about this one. Drops that began together are suspicious, so they stay.</summary>
    private bool IsExplainedElsewhere(int pair, long since) =>
        _explained.Contains(pair)
        && _beginnings[pair] is var (first, last)
        && !(BeganTogether(first, since) && BeganTogether(last, since));

    private bool BeganTogether(long left, long right) => Math.Abs(left - right) <= (long)_settings.OnsetWindows * _evidence.Map.WindowSeconds;

    /// <summary>Other elements with another meaning: the same network at one location instead of all is no alternative.</summary>
    private List<Suspicion> Alternatives(Explanation explanation)
    {
        Suspicion first = explanation.Suspicion;
        HashSet<(ElementKind, ulong)> seen = [(first.Key.Kind, first.Key.Key)];
        _inside.Add(explanation.Pairs);
        List<Suspicion> alternatives = [];
        int left = _settings.MostSuspects - 1;
        foreach (Suspicion other in explanation.Others)
        {
            bool overlaps = _inside.ContainsAny(_evidence.Members(other.Key));
            if (overlaps && seen.Add((other.Key.Kind, other.Key.Key)) && left-- > 0)
            {
                alternatives.Add(other);
            }
        }
        _inside.Remove(explanation.Pairs);
        return alternatives;
    }

    /// <summary>P(θ_in above 0.8) · P(θ_out below 0.2), as far as there is an inside and an outside.</summary>
    private double ConfidenceOf(Suspicion suspicion)
    {
        double inside = suspicion.Key.Kind == ElementKind.Pair ? ConfidenceOf(suspicion.Nats) : suspicion.Inside.Above(_settings.BadShare);
        // A failure that the service itself reports needs no comparison to be the service's.
        bool needsOutside = suspicion.HasOutside && !BlameChannels.IsService(_evidence.Channel);
        return Math.Max(needsOutside ? inside * suspicion.Outside.Below(_settings.GoodShare) : inside, ConfidenceOfSums(suspicion));
    }

    /// <summary>Strata of a zone or family that are too thin to vote are compared by their sums.</summary>
    private double ConfidenceOfSums(Suspicion suspicion) =>
        suspicion.Key.Kind is ElementKind.Zone or ElementKind.AddressFamily ? ConfidenceOf(_evidence.ContrastOf(suspicion.Key).SumNats) : 0;

    private static double ConfidenceOf(double nats) => 1 / (1 + StableMath.Exp(PriorNats - nats));

    private BlameVerdict VerdictOf(Explanation explanation, List<Suspicion> suspects)
    {
        Suspicion first = explanation.Suspicion;
        if (first.Confidence < _settings.NameFrom || !HasEnoughUnits(first))
        {
            return BlameVerdict.Insufficient;
        }
        // A client network that is bad at one service location only: the client is not it, and what lies between has no name here.
        if (first.Key is { Kind: ElementKind.ClientAsn, Location: not ElementKey.AllLocations } && !BlameChannels.IsService(_evidence.Channel)
            && _evidence.Members(first.Key with { Location = ElementKey.AllLocations }).Length > explanation.Pairs.Length)
        {
            return BlameVerdict.Insufficient;
        }
        foreach (Suspicion other in suspects.Skip(1))
        {
            if (other.Score < first.Score - _settings.RivalNats || other.Confidence < first.Confidence - _settings.RivalConfidence)
            {
                continue;
            }
            bool isSame = _evidence.Members(other.Key).SequenceEqual(explanation.Pairs);
            if (!isSame)
            {
                return BlameVerdict.Ambiguous;
            }
            if (other.Key.Kind == first.Key.Kind)
            {
                // Two paths, or two transit networks, that all of the same users share: no traffic can ever tell them apart.
                return BlameVerdict.Insufficient;
            }
        }
        return BlameVerdict.Blamed;
    }

    private bool HasEnoughUnits(Suspicion suspicion)
    {
        int fewest = _settings.FewestUnits;
        if (suspicion.Key.Kind == ElementKind.Pair)
        {
            return suspicion.Outside.Total - suspicion.Outside.Bad >= fewest;
        }
        if (ConfidenceOfSums(suspicion) >= _settings.NameFrom)
        {
            return true;
        }
        if (suspicion.Inside.Total < fewest)
        {
            return false;
        }
        if (BlameChannels.IsService(_evidence.Channel))
        {
            return true;
        }
        if (suspicion.Key.Kind == ElementKind.ServiceLocation && !suspicion.HasOutside)
        {
            return suspicion.Inside.Bad >= fewest && suspicion.BadNetworks >= fewest && suspicion.BadCountries >= 2;
        }
        return suspicion.Outside.Total >= fewest;
    }

    private Cause CauseOf(Suspicion suspicion)
    {
        if (BlameChannels.IsService(_evidence.Channel))
        {
            return Cause.Service;
        }
        return suspicion.Key.Kind switch
        {
            ElementKind.ServiceLocation or ElementKind.Zone or ElementKind.AddressFamily => Cause.ServiceLocation,
            ElementKind.AsPath or ElementKind.TransitAs => Cause.Transit,
            ElementKind.ClientAsn => IsGoodElsewhere(suspicion) ? Cause.Transit : Cause.ClientNetwork,
            ElementKind.Pair => IsGoodElsewhere(suspicion) ? Cause.Transit : Cause.ClientNetwork,
            _ => Cause.Place,
        };
    }

    /// <summary>Whether the same clients do well at another service location: then they are not the cause.</summary>
    private bool IsGoodElsewhere(Suspicion suspicion)
    {
        if (suspicion.Key.Location == ElementKey.AllLocations)
        {
            return false;
        }
        NatsColumn column = _evidence.Column(suspicion.Hypothesis, suspicion.CountedSince, NatsMode.Whole);
        double nats = 0;
        foreach (int pair in _evidence.Members(suspicion.Key with { Location = ElementKey.AllLocations }))
        {
            nats += _evidence.Index.LocationOf(pair) != suspicion.Key.Location ? column.OfPair(pair) : 0;
        }
        return nats <= -_settings.VoteNats;
    }

    /// <summary>Probability of the first suspect among those that differ from it, by how well they explain the counts.</summary>
    private double WeightAmong(Suspicion first, List<Suspicion> suspects)
    {
        int[] members = [.. _evidence.Members(first.Key)];
        double sum = 1;
        foreach (Suspicion other in suspects.Skip(1))
        {
            if (other.Key.Kind == first.Key.Kind || !_evidence.Members(other.Key).SequenceEqual(members))
            {
                sum += StableMath.Exp(Math.Min(0, other.Score - first.Score));
            }
        }
        return 1 / sum;
    }

    /// <summary>Traffic that was lost in all drops that began together with an explanation.</summary>
    private double LostWith(Explanation explanation, List<Explanation> all)
    {
        (long since, int reach) = (explanation.Suspicion.CountedSince, explanation.Suspicion.Hypothesis.Reach);
        if (!_lost.TryGetValue((since, reach), out double lost))
        {
            HashSet<int> pairs = [];
            foreach (Explanation other in all)
            {
                if (BeganTogether(since, other.Suspicion.CountedSince))
                {
                    pairs.UnionWith(other.Pairs);
                }
            }
            int[] ordered = [.. pairs];
            Array.Sort(ordered, _evidence.Index.Compare);
            lost = _evidence.Lost(ordered, reach, since);
            _lost.Add((since, reach), lost);
        }
        return lost;
    }

    private double LostIn(Suspicion suspicion)
    {
        (ElementKey, long, int) key = (suspicion.Key, suspicion.CountedSince, suspicion.Hypothesis.Reach);
        if (!_lostIn.TryGetValue(key, out double lost))
        {
            lost = _evidence.Lost(_evidence.Members(suspicion.Key), suspicion.Hypothesis.Reach, suspicion.CountedSince);
            _lostIn.Add(key, lost);
        }
        return lost;
    }

    private Suspect ToSuspect(Suspicion suspicion) => new(
        _evidence.Index.Name(suspicion.Key),
        suspicion.Inside.Bad,
        suspicion.Inside.Total,
        suspicion.Outside.Bad,
        suspicion.Outside.Total,
        suspicion.Confidence,
        suspicion.ExplanatoryPower);
}
