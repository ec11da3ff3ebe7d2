using Isobar.Core.Baselines;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Scoring.Units;

/// <summary>Finds the strata of the tallies of a window, and counts what the tests ask for.</summary>
internal sealed class WindowRows
{
    private readonly StratumUnits _units;
    private readonly Dictionary<Stratum, int> _kinds = [];
    private readonly List<TallyBatch> _batches = [];
    private int[] _first = [];
    private (int Batch, int Row, int Next)[] _rows = [];
    private readonly List<int> _active = [];
    private int _count;

    public WindowRows(StratumUnits units) => _units = units;

    /// <summary>The strata with traffic, in the order of their first rows.</summary>
    public List<int> Active => _active;

    /// <summary>Whether a stratum has traffic.</summary>
    public bool Has(int stratum) => stratum < _first.Length && _first[stratum] >= 0;

    /// <summary>Finds the strata of all rows; those that are new are told.</summary>
    public void Resolve(SealedWindow window, Action<int> onNew)
    {
        _batches.Clear();
        _batches.AddRange(window.Batches);
        _count = 0;
        foreach (int stratum in _active)
        {
            _first[stratum] = -1;
        }
        _active.Clear();
        int total = _batches.Sum(batch => batch.Count);
        if (_rows.Length < total)
        {
            _rows = new (int, int, int)[total + total / 4];
        }
        for (int batch = 0; batch < _batches.Count; batch++)
        {
            TallyBatch tallies = _batches[batch];
            Stratum? last = null;
            int kind = 0;
            for (int row = 0; row < tallies.Count; row++)
            {
                if (tallies.WindowStart[row] != window.Start)
                {
                    continue;
                }
                if (!ReferenceEquals(tallies.Stratum[row], last))
                {
                    last = tallies.Stratum[row];
                    kind = KindOf(last);
                }
                int stratum = _units.IndexOf(tallies.CityNetwork[row], kind, out bool isNew);
                if (isNew)
                {
                    onNew(stratum);
                }
                Link(stratum, batch, row);
            }
        }
    }

    /// <summary>Counts the rows of a stratum; safe for many threads, each its own strata.</summary>
    public void Count(int stratum)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        bool isEmpty = !Has(stratum);
        if (isEmpty && unit.HasEmptyCounts)
        {
            return;
        }
        unit.HasEmptyCounts = isEmpty;
        ref UnitCounts counts = ref _units.Counts[stratum];
        ref (long Bytes, long Connections) traffic = ref _units.Traffic[stratum];
        counts = default;
        traffic = default;
        for (int at = isEmpty ? -1 : _first[stratum]; at >= 0; at = _rows[at].Next)
        {
            TallyBatch batch = _batches[_rows[at].Batch];
            int row = _rows[at].Row;
            traffic.Bytes = Traffic(traffic.Bytes, batch.BytesIn[row], batch.BytesOut[row]);
            traffic.Connections += batch.Connections[row];
            if (unit.Usual.Source != BaselineSource.None)
            {
                CountRow(batch, row, unit.Usual, ref counts);
            }
        }
        Expect(unit.Usual, ref counts);
    }

    private static long Traffic(long sum, long bytesIn, long bytesOut) =>
        Core.Traffic.Saturating.Add(sum, Core.Traffic.Saturating.Add(bytesIn, bytesOut));

    private static void CountRow(TallyBatch batch, int row, in Expectation usual, ref UnitCounts counts)
    {
        counts.Votes += batch.Votes[row];
        counts.Hits[Tracks.Network] += batch.NetworkFailedVotes[row];
        counts.Hits[Tracks.Service] += batch.ServiceFailedVotes[row];
        counts.Hits[Tracks.Volume] += batch.Clients[row];
        if (usual.Rtt.IsKnown)
        {
            counts.RttSamples += SketchCounter.CountAbove(
                batch.RttSketch[row], usual.Rtt.Buckets, ((Span<int>)counts.Hits).Slice(Tracks.Rtt, EdgeExpectation.Count));
        }
        if (usual.Ttfb.IsKnown)
        {
            counts.TtfbSamples += SketchCounter.CountAbove(
                batch.TtfbSketch[row], usual.Ttfb.Buckets, ((Span<int>)counts.Hits).Slice(Tracks.Ttfb, EdgeExpectation.Count));
        }
    }

    private static void Expect(in Expectation usual, ref UnitCounts counts)
    {
        if (usual.Source == BaselineSource.None)
        {
            return;
        }
        ExpectShare(ref counts, Tracks.Network, counts.Votes, usual.NetworkFailureShare);
        ExpectShare(ref counts, Tracks.Service, counts.Votes, usual.ServiceFailureShare);
        counts.Expected[Tracks.Volume] = usual.Clients;
        counts.Variance[Tracks.Volume] = usual.Clients > 0 ? usual.Clients + usual.Clients * usual.Clients / Math.Max(usual.ClientsDispersion, 0.1f) : 0;
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            ExpectShare(ref counts, Tracks.Rtt + edge, counts.RttSamples, usual.Rtt.Shares[edge]);
            ExpectShare(ref counts, Tracks.Ttfb + edge, counts.TtfbSamples, usual.Ttfb.Shares[edge]);
        }
    }

    private static void ExpectShare(ref UnitCounts counts, int track, int samples, float share)
    {
        counts.Expected[track] = samples * share;
        counts.Variance[track] = samples * share * (1 - share);
    }

    private int KindOf(Stratum stratum)
    {
        if (!_kinds.TryGetValue(stratum, out int kind))
        {
            kind = _units.KindNumber(HealthStratum.Of(stratum));
            _kinds.Add(stratum, kind);
        }
        return kind;
    }

    private void Link(int stratum, int batch, int row)
    {
        if (stratum >= _first.Length)
        {
            int known = _first.Length;
            Array.Resize(ref _first, Math.Max(stratum + 1, known + known / 2));
            Array.Fill(_first, -1, known, _first.Length - known);
        }
        if (_first[stratum] < 0)
        {
            _active.Add(stratum);
        }
        _rows[_count] = (batch, row, _first[stratum]);
        _first[stratum] = _count++;
    }
}
