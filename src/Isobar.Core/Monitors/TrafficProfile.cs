using System.Runtime.InteropServices;
using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>
/// The traffic of a monitor over the last three clock hours, by city-network and stratum: the hour before the last ranks and weighs (spec 6.7). What is in an open
/// event keeps the traffic of the hour before the event, so that an outage cannot shrink its own weight.
/// </summary>
/// <remarks>About 150 bytes an entry. After a restart it is fed again with the stored tallies of the last three hours; only what is held is in the checkpoint.</remarks>
public sealed partial class TrafficProfile
{
    /// <summary>The hour that ranks, the last hour and the current one.</summary>
    internal const int HoursKept = 3;

    private const long HourSeconds = 3600;

    private readonly int _windowSeconds;
    private readonly List<TrafficStratum> _strata = [];
    private readonly Dictionary<TrafficStratum, int> _stratumNumbers = [];
    private readonly Dictionary<(CityNetworkId, int), int> _numbers = [];
    private readonly List<ProfileEntry> _entries = [];
    private readonly List<int> _order = [];
    private readonly List<int> _unordered = [];
    private readonly long[] _hourBytes = new long[HoursKept];
    private readonly long[] _hourConnections = new long[HoursKept];
    private long _hour = long.MinValue;

    /// <param name="windowSeconds">Length of a window.</param>
    public TrafficProfile(int windowSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(windowSeconds);
        _windowSeconds = windowSeconds;
    }

    /// <summary>Start of the first window, Unix seconds; null before there is one. Until a full ranking hour lies behind it, everything seen ranks.</summary>
    public long? FirstWindow { get; private set; }

    /// <summary>Start of the latest window, Unix seconds; null before there is one.</summary>
    public long? LastWindow { get; private set; }

    /// <summary>Counts what changes the ranking of a full hour: hours that passed, holds that came or went.</summary>
    internal long Version { get; private set; }

    internal int Count => _entries.Count;

    internal ReadOnlySpan<ProfileEntry> Entries => CollectionsMarshal.AsSpan(_entries);

    /// <summary>Moves on to a window; the time of a profile only goes forward.</summary>
    /// <param name="windowStart">Unix seconds.</param>
    public void Begin(long windowStart)
    {
        if (LastWindow > windowStart)
        {
            throw new ArgumentOutOfRangeException(nameof(windowStart), windowStart, $"The profile has passed this window: it is at {LastWindow}.");
        }
        FirstWindow ??= windowStart;
        LastWindow = windowStart;
        long hour = HourOf(windowStart);
        if (hour != _hour)
        {
            Roll(hour);
        }
    }

    /// <summary>Says since when the monitor watches, where that is longer ago than the traffic that is fed again after a restart.</summary>
    public void WatchedSince(long firstWindow) => FirstWindow = Math.Min(FirstWindow ?? firstWindow, firstWindow);

    /// <summary>The number of a stratum, new or known.</summary>
    internal int StratumNumber(TrafficStratum stratum)
    {
        if (!_stratumNumbers.TryGetValue(stratum, out int number))
        {
            number = _strata.Count;
            _strata.Add(stratum);
            _stratumNumbers.Add(stratum, number);
        }
        return number;
    }

    internal TrafficStratum StratumOf(int number) => _strata[number];

    /// <summary>Adds traffic to the hour of the window that was begun; returns the number of the entry, which is valid until the next window begins.</summary>
    internal int Add(CityNetworkId cityNetwork, int stratum, TrafficVolume volume)
    {
        int number = EntryOf(cityNetwork, stratum);
        int slot = SlotOf(_hour);
        ref TrafficVolume sum = ref CollectionsMarshal.AsSpan(_entries)[number].Hours[slot];
        sum = sum.Plus(volume);
        TrafficVolume total = new TrafficVolume(_hourBytes[slot], _hourConnections[slot]).Plus(volume);
        (_hourBytes[slot], _hourConnections[slot]) = (total.Bytes, total.Connections);
        return number;
    }

    /// <summary>All entries in the order of pairs: city-network, location, stratum.</summary>
    internal ReadOnlySpan<int> Order()
    {
        if (_unordered.Count > 0)
        {
            MergeOrder();
        }
        return CollectionsMarshal.AsSpan(_order);
    }

    /// <summary>
    /// The unit to weigh in: bytes, unless the monitor counts connections or its sources have no bytes at all, as with logs that do not name them.
    /// </summary>
    internal TrafficWeight WeightFor(TrafficWeight wanted) => _hourBytes.All(bytes => bytes == 0) ? TrafficWeight.Connections : wanted;

    /// <summary>The hours that rank now: the hour before the last, or everything seen while there is no such hour yet or it saw nothing.</summary>
    internal RankingHours Ranking()
    {
        if (LastWindow is not { } now || FirstWindow is not { } first)
        {
            throw new InvalidOperationException("A profile ranks once it has begun a window.");
        }
        int slot = SlotOf(_hour - 2);
        bool isFull = first <= (_hour - 2) * HourSeconds && _hourConnections[slot] + _hourBytes[slot] > 0;
        if (isFull)
        {
            return new(slot, HourSeconds / (double)_windowSeconds);
        }
        long since = Math.Max(first, (_hour - 2) * HourSeconds);
        return new(null, (now - since) / (double)_windowSeconds + 1);
    }

    /// <summary>The volume of an entry in the ranking hours.</summary>
    internal static TrafficVolume VolumeOf(in ProfileEntry entry, RankingHours ranking)
    {
        if (ranking.Slot is { } slot)
        {
            return entry.Hours[slot];
        }
        return entry.Hours[0].Plus(entry.Hours[1]).Plus(entry.Hours[2]);
    }

    /// <summary>
    /// Freezes the weight of a pair at its mean window in the clock hour before an event's start; where that hour is not kept, at what ranks now. Does nothing for a
    /// pair that is held already: the first event counts.
    /// </summary>
    public void Hold(PairKey pair, long startedAt)
    {
        long hour = HourOf(startedAt) - 1;
        RankingHours ranking = Ranking();
        bool isKept = hour > _hour - HoursKept && hour <= _hour && FirstWindow <= hour * HourSeconds;
        RankingHours before = isKept ? new(SlotOf(hour), HourSeconds / (double)_windowSeconds) : ranking;
        foreach (int number in EntriesOf(pair))
        {
            ref ProfileEntry entry = ref CollectionsMarshal.AsSpan(_entries)[number];
            if (entry.HeldWindows == 0)
            {
                entry.Held = VolumeOf(entry, before);
                entry.HeldWindows = before.Windows;
                Version++;
            }
        }
    }

    /// <summary>Lets the weight of a pair follow its traffic again, when its last event has ended.</summary>
    public void Release(PairKey pair)
    {
        foreach (int number in EntriesOf(pair))
        {
            ref ProfileEntry entry = ref CollectionsMarshal.AsSpan(_entries)[number];
            entry.Held = default;
            entry.HeldWindows = 0;
            Version++;
        }
    }

    /// <summary>What is held, in the order of pairs: the part of the profile that no tally tells again.</summary>
    public IReadOnlyList<HeldTraffic> SaveHeld()
    {
        List<HeldTraffic> held = [];
        foreach (int number in Order())
        {
            ProfileEntry entry = _entries[number];
            if (entry.HeldWindows > 0)
            {
                held.Add(new(entry.CityNetwork, _strata[entry.Stratum], entry.Held, entry.HeldWindows));
            }
        }
        return held;
    }

    /// <summary>Takes over what <see cref="SaveHeld"/> gave.</summary>
    public void RestoreHeld(IEnumerable<HeldTraffic> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        foreach (HeldTraffic one in held)
        {
            int number = EntryOf(one.CityNetwork, StratumNumber(one.Stratum));
            ref ProfileEntry entry = ref CollectionsMarshal.AsSpan(_entries)[number];
            (entry.Held, entry.HeldWindows) = (one.Volume, one.Windows);
        }
        Version++;
    }

    private static long HourOf(long seconds) => (long)Math.Floor(seconds / (double)HourSeconds);

    private static int SlotOf(long hour) => (int)(((hour % HoursKept) + HoursKept) % HoursKept);

    private int EntryOf(CityNetworkId cityNetwork, int stratum)
    {
        if (!_numbers.TryGetValue((cityNetwork, stratum), out int number))
        {
            number = _entries.Count;
            _numbers.Add((cityNetwork, stratum), number);
            _entries.Add(new() { CityNetwork = cityNetwork, Stratum = stratum });
            _unordered.Add(number);
        }
        return number;
    }

    private List<int> EntriesOf(PairKey pair)
    {
        ReadOnlySpan<int> order = Order();
        int low = 0, high = order.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (KeyOf(order[middle]).CompareTo(pair) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        List<int> found = [];
        for (; low < order.Length && KeyOf(order[low]) == pair; low++)
        {
            found.Add(order[low]);
        }
        return found;
    }

    private PairKey KeyOf(int number)
    {
        ProfileEntry entry = _entries[number];
        return new(entry.CityNetwork, _strata[entry.Stratum].Health.ServiceLocation);
    }

    private int Compare(int left, int right)
    {
        int order = KeyOf(left).CompareTo(KeyOf(right));
        return order != 0 ? order : _strata[_entries[left].Stratum].CompareTo(_strata[_entries[right].Stratum]);
    }

    /// <summary>New entries are few beside the known ones: they are sorted alone and merged in from the end.</summary>
    private void MergeOrder()
    {
        _unordered.Sort(Compare);
        int old = _order.Count - 1, added = _unordered.Count - 1;
        CollectionsMarshal.SetCount(_order, _order.Count + _unordered.Count);
        for (int i = _order.Count - 1; added >= 0; i--)
        {
            _order[i] = old >= 0 && Compare(_order[old], _unordered[added]) > 0 ? _order[old--] : _unordered[added--];
        }
        _unordered.Clear();
    }

    /// <summary>Forgets the hours that nobody asks for any more, and entries without traffic in the others.</summary>
    private void Roll(long hour)
    {
        long passed = _hour == long.MinValue ? HoursKept : Math.Min(hour - _hour, HoursKept);
        Span<ProfileEntry> entries = CollectionsMarshal.AsSpan(_entries);
        for (long back = 0; back < passed; back++)
        {
            int slot = SlotOf(hour - back);
            (_hourBytes[slot], _hourConnections[slot]) = (0, 0);
            for (int i = 0; i < entries.Length; i++)
            {
                entries[i].Hours[slot] = default;
            }
        }
        _hour = hour;
        _numbers.Clear();
        _order.Clear();
        _unordered.Clear();
        int kept = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            bool isEmpty = VolumeOf(entries[i], new(null, 1)) == default && entries[i].HeldWindows == 0;
            if (!isEmpty)
            {
                entries[kept] = entries[i];
                _numbers.Add((entries[kept].CityNetwork, entries[kept].Stratum), kept);
                _unordered.Add(kept);
                kept++;
            }
        }
        CollectionsMarshal.SetCount(_entries, kept);
        Version++;
    }
}
