using System.Collections.Immutable;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Where no AS paths are known, a fault of a transit network shows as several client networks that fail together. Blaming each of them would be wrong with
/// confidence; so networks whose drops began together at a service location are one group, and nobody is named.
/// </summary>
internal sealed class SharedOnset
{
    /// <summary>Client networks that must begin together: two may do so by chance.</summary>
    private const int FewestNetworks = 3;

    private readonly ChannelEvidence _evidence;

    public SharedOnset(ChannelEvidence evidence) => _evidence = evidence;

    /// <summary>
    /// The explanations, those together that began together and are no witnesses against each other: client networks at the same service locations, and whatever
    /// has no name of its own.
    /// </summary>
    public List<List<Explanation>> Group(List<Explanation> explanations, Predicate<Explanation> isNameless)
    {
        List<List<Explanation>> groups = [];
        List<Explanation> open = [.. explanations];
        Dictionary<Explanation, HashSet<int>> locations = explanations.Where(IsPathless).ToDictionary(
            explanation => explanation, explanation => explanation.Pairs.Select(_evidence.Index.LocationOf).ToHashSet());
        while (open.Count > 0)
        {
            List<Explanation> group = [open[0]];
            open.RemoveAt(0);
            for (int i = 0; i < group.Count && locations.TryGetValue(group[i], out HashSet<int>? at); i++)
            {
                Explanation one = group[i];
                List<Explanation> joined = open.FindAll(other => BeganTogether(one, other) && locations.TryGetValue(other, out HashSet<int>? there)
                    && ((isNameless(one) && isNameless(other)) || (IsLoose(one) && IsLoose(other) && at.Overlaps(there))));
                group.AddRange(joined);
                open.RemoveAll(new HashSet<Explanation>(joined).Contains);
            }
            if (group.Count > 1 && group.SelectMany(Networks).Distinct().Count() < FewestNetworks)
            {
                groups.AddRange(group.Select(single => new List<Explanation> { single }));
            }
            else
            {
                groups.Add(group);
            }
        }
        return groups;

        bool IsLoose(Explanation explanation) => IsNarrow(explanation) || isNameless(explanation);
    }

    /// <summary>The blame of a group: its pairs, those of networks that suffer with it, and nobody's name.</summary>
    public Blame Unnamed(List<Explanation> group)
    {
        SortedSet<int> pairs = [.. group.Where(IsNarrow).SelectMany(explanation => explanation.Pairs)];
        Suspicion first = group[0].Suspicion;
        HashSet<int> locations = [.. group.SelectMany(explanation => explanation.Pairs).Select(_evidence.Index.LocationOf)];
        pairs.UnionWith(Sufferers(first, locations, pairs));
        ImmutableArray<int> withTraffic = [.. pairs.Where(_evidence.HasTraffic)];
        return new Blame
        {
            Metric = BlameChannels.MetricOf(_evidence.Channel),
            Verdict = BlameVerdict.Insufficient,
            Cause = Cause.Unknown,
            Element = Holder(withTraffic),
            Confidence = 0,
            Channel = _evidence.Channel,
            Hypothesis = first.Hypothesis,
            Nats = group.Sum(explanation => explanation.Suspicion.Nats),
            Since = group.Min(explanation => explanation.Suspicion.Since),
            OpenedBy = group.Max(explanation => explanation.Suspicion.OpenedBy),
            Pairs = withTraffic,
            PairNats = _evidence.NatsOf(withTraffic, first),
            Suspects = [.. group.Take(_evidence.Settings.MostSuspects).Select(explanation => new Suspect(
                _evidence.Index.Name(explanation.Suspicion.Key),
                explanation.Suspicion.Inside.Bad,
                explanation.Suspicion.Inside.Total,
                0,
                0,
                0,
                0))],
        };
    }

    /// <summary>Whether a wide element only seems to hold a drop: some networks of it suffer, others do not, and what they share has no name here.</summary>
    public bool IsWideAndNameless(Explanation explanation, Blame blame) =>
        blame.Verdict == BlameVerdict.Insufficient && !IsNarrow(explanation) && IsPathless(explanation)
        && Sufferers(explanation.Suspicion, [.. explanation.Pairs.Select(_evidence.Index.LocationOf)], []).Count > 0;

    private static bool IsNarrow(Explanation explanation) => explanation.Suspicion.Key.Kind is ElementKind.ClientAsn or ElementKind.Pair;

    private bool IsPathless(Explanation explanation) =>
        explanation.Suspicion.Key.Kind is not (ElementKind.Zone or ElementKind.AddressFamily)
        && !BlameChannels.IsService(_evidence.Channel)
        && Array.TrueForAll(explanation.Pairs, pair => _evidence.Index.Table[pair].AsPaths.IsEmpty);

    private bool BeganTogether(Explanation left, Explanation right) =>
        Math.Abs(left.Suspicion.CountedSince - right.Suspicion.CountedSince) <= (long)_evidence.Settings.OnsetWindows * _evidence.Map.WindowSeconds;

    private IEnumerable<uint> Networks(Explanation explanation) => explanation.Pairs.Select(pair => _evidence.Index.Table[pair].CityNetwork.Asn);

    /// <summary>Networks at the same service locations that together show the same drop, though none of their pairs shows it alone.</summary>
    private List<int> Sufferers(Suspicion like, HashSet<int> locations, SortedSet<int> known)
    {
        NatsColumn column = _evidence.Column(like.Hypothesis, like.CountedSince, NatsMode.Partial);
        Dictionary<(uint Network, int Location), (double Nats, List<int> Pairs)> networks = [];
        foreach (int location in locations.Order())
        {
            foreach (int pair in _evidence.Members(new ElementKey(ElementKind.ServiceLocation, location, 0)))
            {
                if (known.Contains(pair))
                {
                    continue;
                }
                (uint, int) key = (_evidence.Index.Table[pair].CityNetwork.Asn, location);
                (double nats, List<int> pairs) = networks.GetValueOrDefault(key, (0, []));
                pairs.Add(pair);
                networks[key] = (nats + column.OfPair(pair), pairs);
            }
        }
        return [.. networks.Values.Where(network => network.Nats >= _evidence.Settings.VoteNats).SelectMany(network => network.Pairs)];
    }

    /// <summary>The narrowest element that holds all of these pairs.</summary>
    private NetworkElement Holder(ImmutableArray<int> pairs)
    {
        List<ElementKey> common = [.. _evidence.Index.KeysOf(pairs[0])];
        foreach (int pair in pairs)
        {
            common.RemoveAll(key => !_evidence.Index.KeysOf(pair).Contains(key));
        }
        ElementKey? narrowest = null;
        foreach (ElementKey key in common)
        {
            if (narrowest is not { } known || _evidence.Members(key).Length < _evidence.Members(known).Length)
            {
                narrowest = key;
            }
        }
        return narrowest is { } holder ? _evidence.Index.Name(holder) : new NetworkElement(ElementKind.ServiceLocation, "", "");
    }
}
