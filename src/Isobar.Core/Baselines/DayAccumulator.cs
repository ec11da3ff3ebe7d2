using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>
/// Sums the rows of one UTC day to a <see cref="DaySummary"/> for each stratum: five-minute windows, hourly sums or both, in any order, those of several sources merged.
/// It may be given the rows of any part of the strata, so that a large installation goes through its store part by part.
/// </summary>
/// <remarks>
/// A stratum takes about 6 KB while its day is open. Clients of several sources are added, so one that came through two of them counts twice, as in the windows
/// that are tested later.
/// </remarks>
public sealed class DayAccumulator
{
    private const int DaySeconds = 86_400;

    private readonly long _start;
    private readonly Dictionary<BaselineKey, StratumDay> _strata = [];
    private readonly Dictionary<string, uint> _observed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> _leftOut = new(StringComparer.Ordinal);
    private readonly Dictionary<(CityNetworkId, string), uint> _leftOutPairs = [];
    private readonly Dictionary<Stratum, HealthStratum> _health = [];

    /// <param name="day">The day, UTC.</param>
    public DayAccumulator(DateOnly day)
    {
        Day = day;
        _start = SlotClock.StartSeconds(day);
    }

    /// <summary>The day, UTC.</summary>
    public DateOnly Day { get; }

    /// <summary>Number of strata with traffic.</summary>
    public int Count => _strata.Count;

    /// <summary>Rows with a sketch that could not be read: their counts are in, their times are not.</summary>
    public long MalformedSketches { get; private set; }

    /// <summary>Adds all rows of a batch that lie in the day.</summary>
    public void Add(TallyBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        for (int row = 0; row < batch.Count; row++)
        {
            Add(batch, row);
        }
    }

    /// <summary>Adds one row; one of another day is left alone.</summary>
    public void Add(TallyBatch batch, int row)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.WindowSeconds is < 300 or > 3600 || 3600 % batch.WindowSeconds != 0)
        {
            throw new ArgumentException(
                $"Baselines are made of windows from five minutes to an hour that divide an hour, not of {batch.WindowSeconds} s; sum shorter ones first.", nameof(batch));
        }
        long second = batch.WindowStart[row] - _start;
        if (second is < 0 or >= DaySeconds)
        {
            return;
        }
        HealthStratum stratum = HealthOf(batch.Stratum[row]);
        ref uint observed = ref CollectionsMarshal.GetValueRefOrAddDefault(_observed, stratum.ServiceLocation, out _);
        observed |= 1u << (int)(second / 3600);
        ref StratumDay? open = ref CollectionsMarshal.GetValueRefOrAddDefault(_strata, new(batch.CityNetwork[row], stratum), out _);
        open ??= new StratumDay();
        if (!open.Add(batch, row, (int)second))
        {
            MalformedSketches++;
        }
    }

    /// <summary>
    /// Says that a service location had traffic in an hour, where the rows given do not show it because they are those of a part of the strata: strata without a row in
    /// that hour had no clients then.
    /// </summary>
    public void Observe(string serviceLocation, int hour)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)hour, (uint)DaySummary.Hours - 1, nameof(hour));
        ref uint observed = ref CollectionsMarshal.GetValueRefOrAddDefault(_observed, serviceLocation, out _);
        observed |= 1u << hour;
    }

    /// <summary>Leaves an hour of a service location out: the location itself was at fault, under maintenance, or its source had a gap.</summary>
    public void LeaveOut(string serviceLocation, int hour)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)hour, (uint)DaySummary.Hours - 1, nameof(hour));
        ref uint leftOut = ref CollectionsMarshal.GetValueRefOrAddDefault(_leftOut, serviceLocation, out _);
        leftOut |= 1u << hour;
    }

    /// <summary>Leaves an hour of a pair out: an event of it was open.</summary>
    public void LeaveOut(CityNetworkId cityNetwork, string serviceLocation, int hour)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)hour, (uint)DaySummary.Hours - 1, nameof(hour));
        ref uint leftOut = ref CollectionsMarshal.GetValueRefOrAddDefault(_leftOutPairs, (cityNetwork, serviceLocation), out _);
        leftOut |= 1u << hour;
    }

    /// <summary>
    /// The summaries, in the order of keys. One summary object serves for all of them: it is only valid until the next one is taken.
    /// </summary>
    public IEnumerable<KeyValuePair<BaselineKey, DaySummary>> Finish()
    {
        QuantileSketch hourScratch = new(), dayScratch = new();
        DaySummary summary = new() { Day = Day };
        BaselineKey[] keys = [.. _strata.Keys];
        Array.Sort(keys);
        foreach (BaselineKey key in keys)
        {
            string location = key.Stratum.ServiceLocation;
            uint observed = _observed.GetValueOrDefault(location)
                & ~_leftOut.GetValueOrDefault(location) & ~_leftOutPairs.GetValueOrDefault((key.CityNetwork, location));
            _strata[key].Summarise(observed, hourScratch, dayScratch, summary);
            yield return new(key, summary);
        }
    }

    /// <summary>The summaries as bytes (<see cref="DaySummaryCodec"/>), in the order of keys: days may be summed and written on several cores, and gathered afterwards.</summary>
    public IReadOnlyList<KeyValuePair<BaselineKey, byte[]>> Write()
    {
        List<KeyValuePair<BaselineKey, byte[]>> written = new(_strata.Count);
        foreach ((BaselineKey key, DaySummary summary) in Finish())
        {
            written.Add(new(key, DaySummaryCodec.Write(summary)));
        }
        return written;
    }

    private HealthStratum HealthOf(Stratum stratum)
    {
        ref HealthStratum? health = ref CollectionsMarshal.GetValueRefOrAddDefault(_health, stratum, out _);
        return health ??= HealthStratum.Of(stratum);
    }
}
