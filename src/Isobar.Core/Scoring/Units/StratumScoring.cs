using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring.Units;

/// <summary>Tests the strata of a window.</summary>
internal sealed class StratumScoring
{
    /// <summary>An average that has come down to this is none, before it takes the processor's slow way with the smallest of numbers.</summary>
    private const float NoTraffic = 1e-20f;

    private readonly StratumUnits _units;
    private readonly UnitTester _tester;
    private readonly VerdictComposer _composer;
    private readonly ScoringSettings _settings;
    private readonly RestingUnits _resting;
    private readonly WindowRows _rows;
    private (MetricHealth Availability, MetricHealth Performance)[] _health = [];
    private (Evidence? Availability, Evidence? Performance)[] _evidence = [];
    private TestedStreams[] _tested = [];
    private float[] _arrivals = [];
    private readonly MovedClients _moved;
    private IReadOnlySet<string> _silent = new HashSet<string>();

    public StratumScoring(StratumUnits units, UnitTester tester, VerdictComposer composer, ScoringSettings settings, RestingUnits resting, WindowRows rows, SpanLayout spans)
    {
        _units = units;
        _tester = tester;
        _composer = composer;
        _settings = settings;
        _resting = resting;
        _rows = rows;
        _moved = new(units, spans.SpanWindows[^1]);
    }

    /// <summary>The verdicts on a stratum.</summary>
    public (MetricHealth Availability, MetricHealth Performance) Of(int stratum) => _health[stratum];

    /// <summary>The streams that a stratum could test.</summary>
    public TestedStreams TestedOf(int stratum) => _tested[stratum];

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
            Array.Resize(ref _tested, count + count / 4);
        }
        _silent = window.SilentLocations;
        LeaveOutSilent();
        FindArrivals();
        _moved.Begin();
    }

    /// <summary>Tests a stratum; safe for many threads, each its own strata.</summary>
    public void Score(int stratum, long window, NullCounts nulls)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        bool hasMoved = unit.Usual.Source != BaselineSource.None && _moved.MayHaveMoved(unit, _tester.LooksBackForClients(unit.State));
        _units.Counts[stratum].HasMoved = hasMoved;
        unit.MovedFor = _moved.Count(unit.MovedFor, hasMoved);
        if (unit.CanRest && !_rows.Has(stratum))
        {
            Rest(stratum, ref unit);
            return;
        }
        CatchUp(ref unit, _resting.Latest);
        unit.UpTo = _resting.Latest + 1;
        unit.Rested = 0;
        ref UnitCounts counts = ref _units.Counts[stratum];
        (long bytes, long connections) = _units.Traffic[stratum];
        bool isReady = unit.Usual.Source != BaselineSource.None;
        if (!isReady)
        {
            Average(ref unit, bytes, connections);
            _health[stratum] = (Learning, Learning);
            _evidence[stratum] = default;
            unit.CanRest = _resting.IsAllowed;
            _tested[stratum] = default;
            return;
        }
        Span<StreamVerdict> verdicts = stackalloc StreamVerdict[StreamValues<byte>.Length];
        TrackValues<float> shares = SharesOf(unit.Usual);
        bool wasOpen = IsOpen(unit.State);
        _tester.Test(ref unit.State, counts, shares, window, !counts.HasMoved && !HaveArrived(unit.Pair, counts), nulls, verdicts);
        TestedUnit self = new(_units.Pairs[unit.Pair]) { Window = window };
        (MetricHealth availability, Evidence? availabilityReason) = _composer.Availability(unit.State, verdicts, self, unit.Usual, isReady);
        bool hasTimes = unit.Usual.Rtt.IsKnown || unit.Usual.Ttfb.IsKnown;
        (MetricHealth performance, Evidence? performanceReason) = _composer.Performance(unit.State, verdicts, self, unit.Usual, hasTimes || counts.Votes == 0);
        if (!wasOpen && !IsOpen(unit.State))
        {
            Average(ref unit, bytes, connections);
        }
        _health[stratum] = (availability, performance);
        _evidence[stratum] = (availabilityReason, performanceReason);
        _tested[stratum] = TestedStreams.Of(verdicts);
        PassOnScatter(unit.State, ref counts);
        unit.CanRest = _resting.CanRest(unit.State, unit.Usual.Clients);
    }

    /// <summary>Brings a stratum that rested up to date.</summary>
    public void CatchUp(int stratum) => CatchUp(ref _units.All[stratum], _resting.Latest + 1);

    /// <summary>Brings a stratum that rested up to date with the windows before this hour, by what was usual in them.</summary>
    public void EndHour(int stratum)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        CatchUp(ref unit, _resting.Latest + 1);
        unit.HasEmptyCounts = false;
        unit.Rested = 0;
    }

    /// <summary>Asks anew whether a stratum can rest, with what is usual in this hour.</summary>
    public void BeginHour(int stratum)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        unit.CanRest = unit.CanRest && (unit.Usual.Source == BaselineSource.None ? _resting.IsAllowed : _resting.CanRest(unit.State, unit.Usual.Clients));
    }

    /// <summary>Forgets what a stratum gathered, as an element speaks for it.</summary>
    public void Excuse(int stratum)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        CatchUp(ref unit, _resting.Latest + 1);
        _tester.Excuse(ref unit.State);
    }

    /// <summary>Forgets a drop that has an explanation and is over.</summary>
    public void Forget(int stratum, HealthMetric metric)
    {
        ref StratumUnit unit = ref _units.All[stratum];
        CatchUp(ref unit, _resting.Latest + 1);
        _tester.Forget(ref unit.State, metric);
    }

    /// <summary>Lets a stratum begin anew with other users: what it gathered was counted over other edges, and what is usual changes.</summary>
    public void Renew(int stratum)
    {
        EndHour(stratum);
        ref StratumUnit unit = ref _units.All[stratum];
        unit.CanRest = false;
        _tester.Excuse(ref unit.State);
    }

    /// <summary>What is known of clients that move.</summary>
    public MovedClients Moved => _moved;

    /// <summary>Tells elements of members whose clients may have moved.</summary>
    public void TellMoved(ElementUnits elements, int latest)
    {
        for (int stratum = 0; stratum < _units.All.Count; stratum++)
        {
            if (_units.Counts[stratum].HasMoved)
            {
                elements.Move(stratum, latest);
            }
        }
    }

    /// <summary>A window without traffic of a stratum that can rest.</summary>
    private void Rest(int stratum, ref StratumUnit unit)
    {
        if (unit.Rested == 0)
        {
            MetricHealth nothing = unit.Usual.Source == BaselineSource.None ? Learning : VerdictComposer.Nothing(ElementKind.Pair, EvidenceStream.NetworkFailures);
            MetricHealth noTimes = unit.Usual.Source == BaselineSource.None ? Learning : VerdictComposer.Nothing(ElementKind.Pair, EvidenceStream.Rtt);
            _health[stratum] = (nothing, noTimes);
            _evidence[stratum] = default;
            _tested[stratum] = default;
        }
        unit.Rested = (byte)Math.Min(unit.Rested + 1, 2);
        Average(ref unit, 0, 0);
    }

    private void CatchUp(ref StratumUnit unit, int to)
    {
        if (!unit.CanRest || unit.UpTo >= to)
        {
            return;
        }
        if (unit.Usual.Source != BaselineSource.None)
        {
            StreamValues<bool> streams = default;
            streams[(int)EvidenceStream.NetworkFailures] = true;
            streams[(int)EvidenceStream.ServiceFailures] = true;
            streams[(int)EvidenceStream.Volume] = unit.Usual.Clients > 0;
            streams[(int)EvidenceStream.Rtt] = unit.Usual.Rtt.IsKnown;
            streams[(int)EvidenceStream.Ttfb] = unit.Usual.Ttfb.IsKnown;
            _resting.CatchUp(ref unit.State, streams, unit.Usual.Clients, _units.LocationOf(unit.Kind), unit.UpTo, to);
        }
        unit.UpTo = to;
    }

    private static MetricHealth Learning => new(HealthState.Learning, 0, 2, ElementKind.Pair, default, OpeningPath.None, 0);

    /// <summary>Elements sum what their members scatter, each on its own.</summary>
    private void PassOnScatter(in UnitState state, ref UnitCounts counts)
    {
        for (EvidenceStream stream = EvidenceStream.NetworkFailures; stream <= EvidenceStream.Ttfb; stream++)
        {
            int samples = stream == EvidenceStream.Volume ? 0 : counts.Samples(stream);
            int tracks = samples <= 1 ? 0 : stream >= EvidenceStream.Rtt ? EdgeExpectation.Count : 1;
            for (int track = Tracks.First(stream); tracks > 0; track++, tracks--)
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
        if (unit.Traffic < NoTraffic)
        {
            unit.Traffic = 0;
        }
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
        foreach (int stratum in _rows.Active)
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
    private void LeaveOutSilent()
    {
        if (_silent.Count == 0)
        {
            return;
        }
        bool[] isSilent = [.. Enumerable.Range(0, _units.KindCount).Select(kind => _silent.Contains(_units.LocationOf(kind)))];
        for (int stratum = 0; stratum < _units.All.Count; stratum++)
        {
            if (isSilent[_units.All[stratum].Kind])
            {
                _units.All[stratum].HasEmptyCounts = false;
                ref UnitCounts counts = ref _units.Counts[stratum];
                counts.Hits[Tracks.Volume] = 0;
                counts.Expected[Tracks.Volume] = 0;
                counts.Variance[Tracks.Volume] = 0;
            }
        }
    }
}
