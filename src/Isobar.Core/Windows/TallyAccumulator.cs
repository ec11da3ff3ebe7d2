using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>Adds records to client minutes: the last step of the path that every record takes, and the only one that keeps anything of it.</summary>
public sealed class TallyAccumulator
{
    private readonly WindowClock _clock;
    private readonly Func<IpAddress, CityNetworkId> _locate;

    /// <param name="clock">The grid of windows.</param>
    /// <param name="locate">Finds the city-network of an address; asked once for each client, interval and stratum.</param>
    /// <param name="seed">A number that clients cannot know (see <see cref="ClientMinuteTable"/>).</param>
    public TallyAccumulator(WindowClock clock, Func<IpAddress, CityNetworkId> locate, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(locate);
        _clock = clock;
        _locate = locate;
        Table = new ClientMinuteTable(seed);
    }

    /// <summary>What has been added so far.</summary>
    public ClientMinuteTable Table { get; }

    /// <summary>The first window that still takes records; those of earlier ones are late. In replay no record is late.</summary>
    public long FirstOpenWindow { get; set; } = long.MinValue;

    /// <summary>Records that came after their window was sealed: counted, not tallied.</summary>
    public long LateRecords { get; private set; }

    /// <summary>Records whose address no source of the atlas knows.</summary>
    public long UnlocatedRecords { get; private set; }

    /// <summary>Time of the earliest record, microseconds since 1970; <see cref="long.MaxValue"/> before the first.</summary>
    public long EarliestMicros { get; private set; } = long.MaxValue;

    /// <summary>Time of the latest record, microseconds since 1970; <see cref="long.MinValue"/> before the first.</summary>
    public long LatestMicros { get; private set; } = long.MinValue;

    /// <summary>Adds a record to the given stratum; false when it is late.</summary>
    public bool Add(in TrafficRecord record, int stratum)
    {
        long interval = _clock.IntervalOf(record.TimeMicros);
        if (FirstOpenWindow != long.MinValue && _clock.WindowOfInterval(interval) < FirstOpenWindow)
        {
            LateRecords++;
            return false;
        }
        EarliestMicros = Math.Min(EarliestMicros, record.TimeMicros);
        LatestMicros = Math.Max(LatestMicros, record.TimeMicros);
        ref ClientMinute entry = ref Table.GetOrAdd(record.Client, interval, stratum, out bool isNew);
        if (isNew)
        {
            entry.CityNetwork = _locate(record.Client);
        }
        UnlocatedRecords += entry.CityNetwork == CityNetworkId.Unlocated ? 1 : 0;
        entry.Connections = Saturating.Add(entry.Connections, 1);
        entry.BytesIn = Saturating.Add(entry.BytesIn, Math.Max(record.BytesIn, 0));
        entry.BytesOut = Saturating.Add(entry.BytesOut, Math.Max(record.BytesOut, 0));
        entry.Attempts = Saturating.Add(entry.Attempts, record.Outcome == Outcome.Unknown ? 0 : 1);
        entry.NetworkFailures = Saturating.Add(entry.NetworkFailures, record.Outcome == Outcome.NetworkFailure ? 1 : 0);
        entry.ServiceFailures = Saturating.Add(entry.ServiceFailures, record.Outcome == Outcome.ServiceFailure ? 1 : 0);
        if (record.RttMicros >= 0 || record.TtfbMicros >= 0)
        {
            AddSamples(record, ref Table.SamplesFor(ref entry));
        }
        return true;
    }

    private static void AddSamples(in TrafficRecord record, ref ClientSamples samples)
    {
        ulong clientAndTime = StableHash.Combine(StableHash.Of(record.Client), unchecked((ulong)record.TimeMicros));
        if (record.RttMicros >= 0)
        {
            samples.Rtt.Offer(StableHash.Combine(clientAndTime, (ulong)record.RttMicros), record.RttMicros);
        }
        if (record.TtfbMicros >= 0)
        {
            samples.Ttfb.Offer(StableHash.Combine(clientAndTime, (ulong)record.TtfbMicros), record.TtfbMicros);
        }
    }
}
