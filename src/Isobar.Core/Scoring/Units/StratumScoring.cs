using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring.Units;

/// <summary>Tests the strata of a window.</summary>
internal sealed class StratumScoring
{
    private readonly StratumUnits _units;
    private readonly UnitTester _tester;
    private readonly VerdictComposer _composer;
    private readonly ScoringSettings _settings;
    private (MetricHealth Availability, MetricHealth Performance)[] _health = [];
    private (Evidence? Availability, Evidence? Performance)[] _evidence = [];
    private float[] _arrivals = [];
    private readonly MovedClients _moved;

    public StratumScoring(StratumUnits units, UnitTester tester, VerdictComposer composer, ScoringSettings settings)
    {
        _units = units;
        _tester = tester;
        _composer = composer;
        _settings = settings;
        _moved = new(units);
    }

    /// <summary>The verdicts on a stratum.</summary>
    public (MetricHealth Availability, MetricHealth Performance) Of(int stratum) => _health[stratum];

    /// <summary>The reasons for drops of a stratum.</summary>
    public (Evidence? Availability, Evidence? Performance) EvidenceOf(int stratum) => _evidence[stratum];

    /// <summary>Prepares a window that has been counted.</summary>
    public void Begin(SealedWindow window)
    {
        int count = _units.All.Count;
        if (_health.Length < count)
        {
            Array.Resize(ref _health, count + count / 4);
            Array.Resize(ref _evidence, count + count / 4);
        }
        LeaveOutSilent(window.SilentLocations);
        FindArrivals();
        _moved.Begin();
    }

    /// <summary>Tests a stratum; safe for many threads, each its own strata.</summary>
    public void Score(int stratum, long window, NullCounts nulls)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        ref UnitCounts counts = ref _units.Counts[stratum];
        (long bytes, long connections) = _units.Traffic[stratum];
        bool isReady = unit.Usual.Source != BaselineSource.None;
        if (!isReady)
        {
            Average(ref unit, bytes, connections);
            _health[stratum] = (Learning, Learning);
            _evidence[stratum] = default;
            return;
        }
        Span<StreamVerdict> verdicts = stackalloc StreamVerdict[StreamValues<byte>.Length];
        TrackValues<float> shares = SharesOf(unit.Usual);
        bool wasOpen = IsOpen(unit.State);
        unit.HasMoved = counts.HasMoved = _moved.MayHaveMoved(unit, _tester.LooksBackForClients(unit.State));
        _tester.Test(ref unit.State, counts, shares, window, !counts.HasMoved && !HaveArrived(unit.Pair, counts), nulls, verdicts);
        TestedUnit self = new(_units.Pairs[unit.Pair]);
        (MetricHealth availability, Evidence? availabilityReason) = _composer.Availability(unit.State, verdicts, self, unit.Usual, isReady);
        bool hasTimes = unit.Usual.Rtt.IsKnown || unit.Usual.Ttfb.IsKnown;
        (MetricHealth performance, Evidence? performanceReason) = _composer.Performance(unit.State, verdicts, self, unit.Usual, hasTimes || counts.Votes == 0);
        if (!wasOpen && !IsOpen(unit.State))
        {
            Average(ref unit, bytes, connections);
        }
        _health[stratum] = (availability, performance);
        _evidence[stratum] = (availabilityReason, performanceReason);
        PassOnScatter(unit.State, ref counts);
    }

    private static MetricHealth Learning => new(HealthState.Learning, 0, 2, ElementKind.Pair, default, OpeningPath.None, 0);

    /// <summary>Elements sum what their members scatter, each on its own.</summary>
    private void PassOnScatter(in UnitState state, ref UnitCounts counts)
    {
        for (int track = 0; track < Tracks.Count; track++)
        {
            if (track == Tracks.Volume)
            {
                continue;
            }
            EvidenceStream stream = track == Tracks.Network ? EvidenceStream.NetworkFailures : track == Tracks.Service ? EvidenceStream.ServiceFailures
                : track < Tracks.Ttfb ? EvidenceStream.Rtt : EvidenceStream.Ttfb;
            int samples = counts.Samples(stream);
            if (samples > 1)
            {
                counts.Variance[track] *= (float)(1 + (samples - 1) * _tester.ScatterOf(state, stream, track));
            }
        }
    }

    private static TrackValues<float> SharesOf(in Expectation usual)
    {
        TrackValues<float> shares = default;
        shares[Tracks.Network] = Math.Max(usual.NetworkFailureShare, 1e-6f);
        shares[Tracks.Service] = Math.Max(usual.ServiceFailureShare, 1e-6f);
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            shares[Tracks.Rtt + edge] = usual.Rtt.IsKnown ? Math.Max(usual.Rtt.Shares[edge], 1e-4f) : 0;
            shares[Tracks.Ttfb + edge] = usual.Ttfb.IsKnown ? Math.Max(usual.Ttfb.Shares[edge], 1e-4f) : 0;
        }
        return shares;
    }

    private static void Average(ref StratumUnit unit, long bytes, long connections)
    {
        float now = bytes > 0 ? bytes : connections;
        unit.Traffic += (now - unit.Traffic) / 12;
    }

    private static bool IsOpen(in UnitState state)
    {
        for (int stream = 0; stream < StreamValues<byte>.Length; stream++)
        {
            if (state.Runs[stream].OpenedBy != OpeningPath.None)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// The greatest surplus of clients that any one stratum of each client network has, where it is beyond chance: clients that are missing in one city and
    /// turn up in another of the same network were moved, not cut off.
    /// </summary>
    private void FindArrivals()
    {
        Array.Resize(ref _arrivals, _units.AsnCount);
        Array.Clear(_arrivals);
        for (int stratum = 0; stratum < _units.All.Count; stratum++)
        {
            ref UnitCounts counts = ref _units.Counts[stratum];
            float surplus = counts.Hits[Tracks.Volume] - counts.Expected[Tracks.Volume];
            if (surplus > 0 && surplus * surplus > 9 * counts.Variance[Tracks.Volume])
            {
                ref float most = ref _arrivals[_units.AsnOf(_units.All[stratum].Pair)];
                most = Math.Max(most, surplus);
            }
        }
    }

    private bool HaveArrived(int pair, in UnitCounts counts)
    {
        float missing = counts.Expected[Tracks.Volume] - counts.Hits[Tracks.Volume];
        return missing > 0 && _arrivals[_units.AsnOf(pair)] >= _settings.MigrationShare * missing;
    }

    /// <summary>
    /// Where a source is silent nothing is said of users: neither now, nor when thin traffic is summed over a span that the silence is a part of.
    /// </summary>
    private void LeaveOutSilent(IReadOnlySet<string> silent)
    {
        for (int stratum = 0; silent.Count > 0 && stratum < _units.All.Count; stratum++)
        {
            if (silent.Contains(_units.KindOf(stratum).ServiceLocation))
            {
                ref UnitCounts counts = ref _units.Counts[stratum];
                counts.Hits[Tracks.Volume] = 0;
                counts.Expected[Tracks.Volume] = 0;
                counts.Variance[Tracks.Volume] = 0;
            }
        }
    }
}
