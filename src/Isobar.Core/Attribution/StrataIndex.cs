using System.Runtime.InteropServices;
using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Windows;

namespace Isobar.Core.Attribution;

/// <summary>
/// Zones and address families of one window: which pairs use them, and whether strata inside are worse than their sisters outside. The sister strata of one pair
/// share its clients, network and path, so they are the best comparison there is.
/// </summary>
internal sealed class StrataIndex
{
    /// <summary>The smallest drop is what is found nine times in ten; half of all finds are above this part of it.</summary>
    private const float OwnPart = 0.7f;

    /// <summary>A sister that is good could have seen this part of the greatest drop: the greatest of several is greater than the truth.</summary>
    private const float SurePart = 0.6f;

    /// <summary>
    /// Deviations at which a sum shows a drop, and those of the smallest drop, which is found nine times in ten: tests of elements are at about 1 in 30,000 a window.
    /// </summary>
    private const double TestDeviations = 4, SmallestDropDeviations = TestDeviations + 1.28;

    /// <summary>A sister may have a quarter less traffic than its number of pairs says.</summary>
    private const double TrafficPart = 0.75;

    private readonly Dictionary<ElementKey, List<int>> _pairs = [];
    private readonly Dictionary<ElementKey, Contrast> _contrasts = [];

    /// <summary>Votes of strata inside and of their sisters outside.</summary>
    internal struct Contrast
    {
        public VoteCount Inside;
        public VoteCount Outside;

        /// <summary>Nats for the element and against the whole: each pair of sisters that differ, less each that do not, and what the sums say.</summary>
        public double Nats;

        /// <summary>What the sums of strata say alone: they speak where all strata are too thin to vote.</summary>
        public double SumNats;
    }

    /// <summary>The index of a window's strata for one channel. Zones and families that everything uses tell nothing and are left out.</summary>
    /// <param name="map">The window.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="index">Who shares what.</param>
    /// <param name="locations">The service locations that are looked at.</param>
    /// <param name="settings">The numbers of attribution.</param>
    public static StrataIndex Of(HealthMap map, BlameChannel channel, ElementIndex index, HashSet<int> locations, BlameSettings settings)
    {
        StrataIndex strata = new();
        foreach (int location in locations.Order())
        {
            strata.AddLocation(map, channel, index, location, settings);
        }
        return strata;
    }

    /// <summary>The zones and families of a location that have sisters.</summary>
    public IEnumerable<ElementKey> Keys => _pairs.Keys;

    /// <summary>The pairs that use a zone or family.</summary>
    public ReadOnlySpan<int> Members(ElementKey key) =>
        _pairs.TryGetValue(key, out List<int>? pairs) ? CollectionsMarshal.AsSpan(pairs) : [];

    /// <summary>What the sister strata say.</summary>
    public Contrast Of(ElementKey key) => _contrasts.GetValueOrDefault(key);

    private void Compare(
        ReadOnlySpan<StratumHealth> own, List<ElementKey> keys, int location, BlameChannel channel, ElementIndex index, double voteNats)
    {
        float drop = GreatestDrop(own, channel);
        foreach (ElementKey key in keys)
        {
            VoteCount inside = default;
            VoteCount outside = default;
            foreach (ref readonly StratumHealth stratum in own)
            {
                if (!Tells(stratum, channel, drop, out bool isBad))
                {
                    continue;
                }
                bool isInside = key == ZoneKey(stratum.Stratum, location, index) || key == FamilyKey(stratum.Stratum, location);
                inside = isInside ? inside.With(isBad) : inside;
                outside = isInside ? outside : outside.With(isBad);
            }
            if (inside.Total == 0 || outside.Total == 0)
            {
                continue;
            }
            ref Contrast contrast = ref CollectionsMarshal.GetValueRefOrAddDefault(_contrasts, key, out _);
            contrast.Inside = contrast.Inside.With(inside.Bad == inside.Total);
            contrast.Outside = contrast.Outside.With(outside.Bad > 0);
            contrast.Nats += inside.Bad == inside.Total && outside.Bad == 0 ? voteNats : inside.Bad > 0 ? -voteNats : -2 * voteNats;
        }
    }

    private static float GreatestDrop(ReadOnlySpan<StratumHealth> own, BlameChannel channel)
    {
        float drop = 0;
        foreach (ref readonly StratumHealth stratum in own)
        {
            MetricHealth health = stratum.Of(BlameChannels.MetricOf(channel));
            if (IsOwnDrop(health, channel))
            {
                drop = Math.Max(drop, health.Drop);
            }
        }
        return drop;
    }

    /// <summary>Whether a stratum saw the drop itself, or would have seen it.</summary>
    private static bool Tells(in StratumHealth stratum, BlameChannel channel, float drop, out bool isBad)
    {
        MetricHealth health = stratum.Of(BlameChannels.MetricOf(channel));
        isBad = IsOwnDrop(health, channel);
        return isBad || health is { State: HealthState.Ok, Source: ElementKind.Pair } && health.SmallestDrop <= SurePart * drop;
    }

    /// <summary>A stratum that is too thin takes its pair's verdict and is no witness: the drop is then far below what it could have seen itself.</summary>
    private static bool IsOwnDrop(in MetricHealth health, BlameChannel channel) =>
        health is { State: HealthState.Drop, Source: ElementKind.Pair }
        && BlameChannels.Of(health.Stream) == channel
        && health.Drop >= OwnPart * health.SmallestDrop;

    /// <summary>The pairs of a location by zone and family. They come in the order of city-networks, so those of a zone do too.</summary>
    private void AddLocation(HealthMap map, BlameChannel channel, ElementIndex index, int location, BlameSettings settings)
    {
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        ReadOnlySpan<StratumHealth> all = map.Strata.Span;
        List<(ElementKey Key, List<int> Pairs)> lists = [];
        List<ElementKey> ofPair = [];
        foreach (int pair in index.Members(new ElementKey(ElementKind.ServiceLocation, location, 0)))
        {
            ReadOnlySpan<StratumHealth> own = all.Slice(health[pair].FirstStratum, health[pair].StratumCount);
            ofPair.Clear();
            foreach (ref readonly StratumHealth stratum in own)
            {
                AddOnce(ofPair, ZoneKey(stratum.Stratum, location, index));
                AddOnce(ofPair, FamilyKey(stratum.Stratum, location));
            }
            foreach (ElementKey key in ofPair)
            {
                ListOf(lists, key).Add(pair);
            }
            if (own.Length > 1 && health[pair].Of(BlameChannels.MetricOf(channel)).State == HealthState.Drop)
            {
                Compare(own, ofPair, location, channel, index, settings.VoteNats);
            }
        }
        foreach ((ElementKey key, List<int> pairs) in lists)
        {
            if (lists.Count(other => other.Key.Kind == key.Kind) > 1)
            {
                _pairs.Add(key, pairs);
            }
        }
        AddSums(map, channel, index, location, settings.PairNatsLimit);
    }

    /// <summary>
    /// Where strata are too thin to tell, their sums do: if all zones of a location dropped alike, the other ones would hardly be missed where one surely drops.
    /// </summary>
    private void AddSums(HealthMap map, BlameChannel channel, ElementIndex index, int location, double mostNats)
    {
        ElementHealth[] sums =
        [
            .. map.Elements.Where(element => element.Element.Kind is ElementKind.Zone or ElementKind.AddressFamily && element.Health.State == HealthState.Drop
                && BlameChannels.Of(element.Health.Stream) == channel && index.LocationOf(element.Pairs[0]) == location),
        ];
        foreach (ElementHealth sum in sums.Where(sum => sums.Count(other => other.Element.Kind == sum.Element.Kind) == 1))
        {
            ElementKey key = KeyOf(sum.Element, location, index);
            double nats = 0;
            foreach ((ElementKey sister, List<int> pairs) in _pairs)
            {
                nats += sister.Kind == key.Kind && sister.Location == location && sister != key ? NatsOfMissing(sum, pairs.Count) : 0;
            }
            if (nats > 0 && _pairs.ContainsKey(key))
            {
                ref Contrast contrast = ref CollectionsMarshal.GetValueRefOrAddDefault(_contrasts, key, out _);
                contrast.SumNats = Math.Min(nats, mostNats);
                contrast.Nats += contrast.SumNats;
            }
        }
    }

    /// <summary>−ln P(a sister of so many pairs shows nothing | it drops as the sum does).</summary>
    private static double NatsOfMissing(ElementHealth sum, int pairs)
    {
        double size = TrafficPart * Math.Min(1, (double)pairs / sum.Pairs.Count);
        double deviations = SmallestDropDeviations * sum.Health.Drop / sum.Health.SmallestDrop * Math.Sqrt(size);
        return -StableMath.Log(Math.Max(SpecialFunctions.NormalCdf(TestDeviations - deviations), 1e-12));
    }

    private static ElementKey KeyOf(NetworkElement element, int location, ElementIndex index) => element.Kind == ElementKind.Zone
        ? new(ElementKind.Zone, location, index.PlaceNumber(element.Key))
        : new(ElementKind.AddressFamily, location, element.Key == "6" ? 6UL : 4UL);

    private static List<int> ListOf(List<(ElementKey Key, List<int> Pairs)> lists, ElementKey key)
    {
        foreach ((ElementKey known, List<int> pairs) in lists)
        {
            if (known == key)
            {
                return pairs;
            }
        }
        lists.Add((key, []));
        return lists[^1].Pairs;
    }

    private static ElementKey ZoneKey(HealthStratum stratum, int location, ElementIndex index) =>
        new(ElementKind.Zone, location, index.PlaceNumber(stratum.Zone));

    private static ElementKey FamilyKey(HealthStratum stratum, int location) =>
        new(ElementKind.AddressFamily, location, stratum.Family == AddressFamily.IPv6 ? 6UL : 4UL);

    private static void AddOnce(List<ElementKey> keys, ElementKey key)
    {
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }
}
