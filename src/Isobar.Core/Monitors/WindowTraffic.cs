using System.Runtime.InteropServices;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>A monitor's traffic in one window, by entry of its profile. Neither the order of batches and rows nor their division into shards matters.</summary>
internal sealed class WindowTraffic
{
    private readonly List<WindowPart> _parts = [];
    private readonly List<(TallyBatch Batch, int Row, int Next)> _rows = [];
    private readonly Dictionary<Stratum, int> _strata = [];
    private readonly QuantileSketch _merged = new();
    private readonly ClientSketch _clients = new();
    private (Stratum? Stratum, int Number) _last;

    /// <summary>The parts, by number of the entry; entries beyond the end have no traffic in the window.</summary>
    public ReadOnlySpan<WindowPart> Parts => CollectionsMarshal.AsSpan(_parts);

    /// <summary>Forgets which strata are watched, after the monitor's resources have changed.</summary>
    public void ForgetStrata()
    {
        _strata.Clear();
        _last = default;
    }

    /// <summary>Adds the rows of the window to the profile, and keeps them by entry.</summary>
    /// <remarks>Rows of other windows are left alone; those of shorter windows inside this one are summed.</remarks>
    public void Collect(long windowStart, int windowSeconds, IReadOnlyList<TallyBatch> batches, MonitoredSources sources, TrafficProfile profile)
    {
        profile.Begin(windowStart);
        _rows.Clear();
        CollectionsMarshal.AsSpan(_parts).Clear();
        foreach (TallyBatch batch in batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                if (batch.WindowStart[row] >= windowStart && batch.WindowStart[row] < windowStart + windowSeconds)
                {
                    Add(batch, row, sources, profile);
                }
            }
        }
    }

    /// <summary>
    /// Round-trip times of a chosen set of entries together: quantiles and sketch. The usual pair has one row, whose quantiles are there already.
    /// </summary>
    public (RoundTripTimes Times, byte[] Sketch)? RttOf(ReadOnlySpan<int> entries)
    {
        (TallyBatch Batch, int Row)? only = null;
        int count = 0;
        _merged.Clear();
        foreach (int entry in entries)
        {
            for (int next = entry < _parts.Count ? _parts[entry].FirstRow : 0; next > 0;)
            {
                (TallyBatch batch, int row, next) = _rows[next - 1];
                if (batch.RttSamples[row] > 0)
                {
                    count++;
                    only ??= (batch, row);
                    MergeFrom(only.Value, batch, row, count);
                }
            }
        }
        if (only is not { } one)
        {
            return null;
        }
        return count == 1
            ? (new(one.Batch.RttP50Micros[one.Row] / 1000.0, one.Batch.RttP90Micros[one.Row] / 1000.0, one.Batch.RttP95Micros[one.Row] / 1000.0),
                one.Batch.RttSketch[one.Row])
            : (QuantilesOf(_merged), _merged.Write());
    }

    /// <summary>Clients of a set of entries together, and their times to first byte. The usual pair has one row, whose sketches are passed on.</summary>
    public (int Clients, byte[] ClientSketch, byte[] TtfbSketch) ServiceOf(ReadOnlySpan<int> entries)
    {
        (TallyBatch Batch, int Row)? only = null;
        int count = 0;
        foreach (int entry in entries)
        {
            for (int next = entry < _parts.Count ? _parts[entry].FirstRow : 0; next > 0;)
            {
                (TallyBatch batch, int row, next) = _rows[next - 1];
                only ??= (batch, row);
                count++;
            }
        }
        if (only is not { } one)
        {
            return (0, [], []);
        }
        return count == 1 ? (one.Batch.Clients[one.Row], one.Batch.ClientSketch[one.Row], one.Batch.TtfbSketch[one.Row]) : MergeService(entries);
    }

    private (int Clients, byte[] ClientSketch, byte[] TtfbSketch) MergeService(ReadOnlySpan<int> entries)
    {
        _merged.Clear();
        _clients.Clear();
        int most = 0;
        foreach (int entry in entries)
        {
            for (int next = entry < _parts.Count ? _parts[entry].FirstRow : 0; next > 0;)
            {
                (TallyBatch batch, int row, next) = _rows[next - 1];
                most = Math.Max(most, batch.Clients[row]);
                if (!_clients.TryMerge(batch.ClientSketch[row]) || !_merged.TryMerge(batch.TtfbSketch[row]))
                {
                    throw new InvalidOperationException($"A sketch of {batch.CityNetwork[row]} at {batch.WindowStart[row]} is not one.");
                }
            }
        }
        return ((int)Math.Max(most, Math.Min(Math.Round(_clients.Estimate()), int.MaxValue)), _clients.Write(), _merged.Count > 0 ? _merged.Write() : []);
    }

    /// <summary>The three quantiles of a sketch, milliseconds; whole microseconds, as tallies have them.</summary>
    public static RoundTripTimes QuantilesOf(QuantileSketch sketch) => new(
        Math.Round(sketch.Quantile(0.5)) / 1000, Math.Round(sketch.Quantile(0.9)) / 1000, Math.Round(sketch.Quantile(0.95)) / 1000);

    private void MergeFrom((TallyBatch Batch, int Row) first, TallyBatch batch, int row, int count)
    {
        if (count == 2)
        {
            MergeRow(first.Batch, first.Row);
        }
        if (count >= 2)
        {
            MergeRow(batch, row);
        }
    }

    private void MergeRow(TallyBatch batch, int row)
    {
        if (!_merged.TryMerge(batch.RttSketch[row]))
        {
            throw new InvalidOperationException($"The RTT sketch of {batch.CityNetwork[row]} at {batch.WindowStart[row]} is not one.");
        }
    }

    /// <summary>Rows of a stratum follow one another and share its instance, so most need no look-up.</summary>
    private int NumberOf(Stratum stratum, MonitoredSources sources, TrafficProfile profile)
    {
        if (ReferenceEquals(stratum, _last.Stratum))
        {
            return _last.Number;
        }
        if (!_strata.TryGetValue(stratum, out int number))
        {
            TrafficStratum? watched = sources.StratumOf(stratum);
            number = watched is null ? -1 : profile.StratumNumber(watched);
            _strata.Add(stratum, number);
        }
        _last = (stratum, number);
        return number;
    }

    private void Add(TallyBatch batch, int row, MonitoredSources sources, TrafficProfile profile)
    {
        int stratum = NumberOf(batch.Stratum[row], sources, profile);
        if (stratum < 0)
        {
            return;
        }
        TrafficVolume volume = new(Saturating.Add(batch.BytesIn[row], batch.BytesOut[row]), batch.Connections[row]);
        int entry = profile.Add(batch.CityNetwork[row], stratum, volume);
        if (entry >= _parts.Count)
        {
            CollectionsMarshal.SetCount(_parts, profile.Count);
        }
        ref WindowPart part = ref CollectionsMarshal.AsSpan(_parts)[entry];
        part.BytesIn = Saturating.Add(part.BytesIn, batch.BytesIn[row]);
        part.BytesOut = Saturating.Add(part.BytesOut, batch.BytesOut[row]);
        part.Connections = Saturating.Add(part.Connections, batch.Connections[row]);
        part.RttSamples += batch.RttSamples[row];
        _rows.Add((batch, row, part.FirstRow));
        part.FirstRow = _rows.Count;
    }
}
