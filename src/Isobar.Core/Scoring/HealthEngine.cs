using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Units;

namespace Isobar.Core.Scoring;

/// <summary>
/// Scores sealed windows: tells of every pair whether it does as well as usual, and of the elements that pairs share. Windows come one after the other, those
/// without traffic too. What comes out does not depend on the number of shards, the order of tallies or the number of cores.
/// </summary>
/// <remarks>O(strata) a window: each stratum is counted and tested once, and summed into the six to ten elements that it is part of.</remarks>
public sealed partial class HealthEngine
{
    /// <summary>Parts that a step is cut into, whatever the number of cores.</summary>
    private const int Parts = 16;

    /// <summary>Windows that volume is learned in.</summary>
    private const int VolumeWindowSeconds = 300;

    /// <summary>An element starts anew where one in so many of its strata does.</summary>
    private const int FewestRenewed = 4;

    /// <summary>
    /// Strata from which an element counts as wide. Asking all pairs of a wide element what they say to a fault of it takes a second at 500,000 pairs; the test of its sum, which
    /// sees more than the tests of some of its pairs, has answered already.
    /// </summary>
    private const int WideStrata = 1000;

    private const long HourSeconds = 3600;
    private const long DaySeconds = 86_400;

    /// <summary>The edge above the median.</summary>
    private static readonly int s_medianEdge = EdgeExpectation.Percentiles.IndexOf((byte)50);

    /// <summary>The edge above the 90th percentile.</summary>
    private static readonly int s_highEdge = EdgeExpectation.Percentiles.IndexOf((byte)90);

    private readonly ScoringSettings _settings;
    private readonly BaselineTable _baselines;
    private readonly int _windowSeconds;
    private readonly StratumUnits _strata;
    private readonly ElementUnits _elements = new();
    private readonly ExplainedMask _mask;
    private readonly WindowRows _rows;
    private readonly SpanRings _rings;
    private readonly UnitTester _stratumTester;
    private readonly UnitTester _elementTester;
    private readonly ElementScoring _elementScoring;
    private readonly StratumScoring _stratumScoring;
    private readonly PairScoring _pairScoring;
    private readonly RestingUnits _resting;
    private readonly NullCounts _stratumNulls = new();
    private readonly NullCounts _elementNulls = new();
    private readonly NullCounts[] _partNulls = [.. Enumerable.Range(0, Parts).Select(_ => new NullCounts())];
    private readonly NullCounts[] _elementPartNulls = [.. Enumerable.Range(0, Parts).Select(_ => new NullCounts())];
    private readonly List<int> _added = [];
    private long _lastWindow = long.MinValue;
    private int _levelStrata = 1;
    private int _levelElements = 1;
    private IReadOnlyList<ExplainedDrop> _heeded = [];
    private IReadOnlySet<string> _lastSilent = new HashSet<string>();

    /// <param name="settings">The numbers of the tests.</param>
    /// <param name="baselines">What is usual; belongs to this engine alone.</param>
    /// <param name="directory">Names and paths of pairs.</param>
    /// <param name="windowSeconds">Length of the windows.</param>
    public HealthEngine(ScoringSettings settings, BaselineTable baselines, PairDirectory directory, int windowSeconds)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _baselines = baselines;
        _windowSeconds = windowSeconds;
        _strata = new(baselines, directory);
        _rows = new(_strata);
        SpanLayout spans = new(windowSeconds, settings.LongestSpanSeconds);
        _rings = new(spans);
        _stratumTester = UnitTester.ForStrata(settings, windowSeconds, spans, _rings);
        _elementTester = UnitTester.ForElements(settings, windowSeconds, spans, _rings);
        _resting = new(settings, spans, _rings);
        _mask = new(_strata, _elements);
        _stratumScoring = new(_strata, _stratumTester, new(_stratumTester, spans, windowSeconds), settings, _resting, _rows, spans);
        _elementScoring = new(_strata, _elements, _mask, _elementTester, new(_elementTester, spans, windowSeconds), _resting, _rows);
        _pairScoring = new(_strata, _elements, _mask, _stratumScoring, _elementScoring);
    }

    /// <summary>The pairs that have been seen.</summary>
    public PairTable Pairs => _strata.Pairs;

    /// <summary>Whether units that nothing happens to are passed over; the outcome is the same.</summary>
    internal bool PassesOverResting
    {
        get => _resting.IsAllowed;
        set => _resting.IsAllowed = value;
    }

    /// <summary>Makes a stratum known without scoring it, so that its users are missed if they do not come: after a restart, and from history.</summary>
    public void Meet(BaselineKey key)
    {
        int stratum = _strata.IndexOf(key.CityNetwork, _strata.KindNumber(key.Stratum), out bool isNew);
        if (isNew)
        {
            Welcome(stratum);
        }
    }

    /// <summary>
    /// Follows traffic that is counted under other strata since the atlas changed: from the next window on it is compared with what is usual of the mixture. What thin units
    /// have gathered so far was counted over the edges of before, and is forgotten.
    /// </summary>
    /// <param name="moves">What moved.</param>
    /// <param name="historyOf">Gives the history of a stratum after the move (<see cref="BaselineMoves"/>).</param>
    /// <param name="nowSeconds">Start of the next window, Unix seconds.</param>
    public void Move(IReadOnlyCollection<BaselineMove> moves, Func<BaselineKey, StratumHistory> historyOf, long nowSeconds)
    {
        ArgumentNullException.ThrowIfNull(moves);
        _baselines.Move(moves, historyOf, nowSeconds);
        Dictionary<int, int> renewed = [];
        foreach (int stratum in moves.SelectMany(static move => new[] { move.From, move.To }).Distinct().Select(_baselines.Find).Where(static number => number >= 0))
        {
            _added.Add(stratum);
            _stratumScoring.Renew(stratum);
            foreach (int element in _elements.Of(stratum))
            {
                renewed[element] = renewed.GetValueOrDefault(element) + 1;
            }
        }
        foreach ((int element, int strata) in renewed)
        {
            ElementUnit unit = _elements.All[element];
            _elementScoring.EndHour(unit);
            if (strata * FewestRenewed >= unit.Strata.Count)
            {
                _elementTester.Excuse(ref unit.State);
            }
        }
        ExpectNew(nowSeconds);
    }

    /// <summary>
    /// The usual round-trip time of a pair in the hour of the last window, median and 90th percentile in microseconds: that of its stratum with most traffic. Null where it is
    /// not learned from its own traffic: what its network has elsewhere would be told as if it were measured.
    /// </summary>
    public (double P50, double P90)? UsualRoundTrip(int pair)
    {
        int busiest = -1;
        for (int stratum = _strata.FirstOf(pair); stratum >= 0; stratum = _strata.All[stratum].Next)
        {
            bool isOwn = _strata.All[stratum].Usual is { Rtt.IsKnown: true, Source: BaselineSource.Stratum or BaselineSource.Pair };
            if (isOwn && (busiest < 0 || _strata.All[stratum].Traffic > _strata.All[busiest].Traffic))
            {
                busiest = stratum;
            }
        }
        if (busiest < 0)
        {
            return null;
        }
        ref readonly EdgeExpectation usual = ref _strata.All[busiest].Usual.Rtt;
        return (usual.QuantileMicros[s_medianEdge], usual.QuantileMicros[s_highEdge]);
    }

    /// <summary>Scores a window.</summary>
    /// <param name="window">Its sealed traffic.</param>
    /// <param name="explained">What earlier windows were found to suffer from, in numbers of <see cref="Pairs"/>.</param>
    /// <param name="forEach">Calls an action for 0 to n − 1, on several cores where there are several; in turn when null.</param>
    public HealthMap Score(SealedWindow window, ExplainedDrops explained, Action<int, Action<int>>? forEach = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        ArgumentNullException.ThrowIfNull(explained);
        forEach ??= InTurn;
        long number = window.Start / _windowSeconds;
        if (number <= _lastWindow)
        {
            throw new ArgumentException("Windows come in the order of time.", nameof(window));
        }
        bool isNewHour = _lastWindow == long.MinValue || window.Start / HourSeconds != _lastWindow * _windowSeconds / HourSeconds;
        _rows.Resolve(window, Welcome);
        if (isNewHour)
        {
            BeginHour(window.Start, forEach);
        }
        ExpectNew(window.Start);
        Heed(explained);
        _lastWindow = number;
        _resting.Begin(number, window.SilentLocations);
        _elements.Begin();
        InParts(_strata.All.Count, forEach, (stratum, _) => Count(stratum));
        _stratumScoring.Begin(window);
        InParts(_strata.All.Count, forEach, (stratum, part) => _stratumScoring.Score(stratum, number, _partNulls[part]));
        _stratumScoring.TellMoved(_elements, _resting.Latest);
        _elementScoring.Begin();
        InParts(_elements.All.Count, forEach, (element, part) => _elementScoring.Score(element, number, window.SilentLocations, _elementPartNulls[part]));
        InParts(_elements.All.Count, forEach, (element, _) => _elementScoring.HandDown(element, _stratumScoring));
        _pairScoring.Begin(isNewHour || !window.SilentLocations.SetEquals(_lastSilent));
        _lastSilent = window.SilentLocations;
        InParts(Pairs.Count, forEach, (pair, _) => _pairScoring.Score(pair));
        if (_pairScoring.IsAnySpokenFor)
        {
            InParts(_elements.All.Count, forEach, (element, _) => _elementScoring.Excuse(element));
        }
        return Conclude(window.Start);
    }

    /// <summary>Scores a window of which nothing is explained yet.</summary>
    /// <param name="window">Its sealed traffic.</param>
    /// <param name="forEach">Calls an action for 0 to n − 1, on several cores where there are several; in turn when null.</param>
    public HealthMap Score(SealedWindow window, Action<int, Action<int>>? forEach = null) => Score(window, ExplainedDrops.None, forEach);

    private void Heed(ExplainedDrops explained)
    {
        foreach (ExplainedDrop over in explained.Over)
        {
            HashSet<int> touched = [];
            foreach (int pair in over.Pairs)
            {
                for (int stratum = _strata.FirstOf(pair); stratum >= 0; stratum = _strata.All[stratum].Next)
                {
                    _stratumScoring.Forget(stratum, over.Metric);
                    touched.UnionWith(_elements.Of(stratum).ToArray());
                }
            }
            foreach (int element in touched.Where(element => !_mask.LeavesOut(element)))
            {
                _elementScoring.Forget(element, over.Metric);
            }
        }
        _heeded = explained.Lasting;
        _mask.Set(_heeded);
    }

    private void Count(int stratum)
    {
        _rows.Count(stratum);
        if (_rows.Has(stratum))
        {
            _elements.Hear(stratum, _resting.Latest);
        }
    }

    private HealthMap Conclude(long start)
    {
        List<ElementHealth> elements = [];
        Dictionary<(int, HealthMetric), Evidence> evidence = [];
        foreach (ElementUnit element in _elements.All.Where(unit => unit.HasEvidence).OrderBy(unit => unit.Element))
        {
            AddElement(elements, element, HealthMetric.Availability, element.Availability);
            AddElement(elements, element, HealthMetric.Performance, element.Performance);
        }
        for (int pair = 0; pair < Pairs.Count; pair++)
        {
            _pairScoring.AddEvidence(pair, evidence);
        }
        return new()
        {
            WindowStart = start,
            WindowSeconds = _windowSeconds,
            Pairs = Pairs,
            Health = _pairScoring.Health,
            Counts = _pairScoring.Counts,
            Strata = _pairScoring.Strata,
            Elements = elements,
            Sound = SoundElements(),
            Evidence = evidence,
        };
    }

    private Dictionary<(NetworkElement, HealthMetric), float> SoundElements()
    {
        Dictionary<(NetworkElement, HealthMetric), float> sound = [];
        foreach (ElementUnit unit in _elements.All)
        {
            if (unit.Strata.Count < WideStrata)
            {
                continue;
            }
            Add(unit, HealthMetric.Availability, unit.Availability.Health);
            Add(unit, HealthMetric.Performance, unit.Performance.Health);
        }
        return sound;

        void Add(ElementUnit unit, HealthMetric metric, MetricHealth health)
        {
            if (health.State == HealthState.Ok)
            {
                sound.Add((unit.Element, metric), health.SmallestDrop);
            }
        }
    }

    private void AddElement(List<ElementHealth> elements, ElementUnit unit, HealthMetric metric, (MetricHealth Health, Evidence? Evidence) verdict)
    {
        if (verdict.Evidence is not null && unit.Element.Kind != ElementKind.Pair)
        {
            int[] pairs = [.. unit.Strata.Select(stratum => _strata.All[stratum].Pair).Distinct().Order()];
            elements.Add(new(unit.Element, metric, verdict.Health, pairs, verdict.Evidence));
        }
    }

    private void Welcome(int stratum)
    {
        _added.Add(stratum);
        _elements.Add(stratum, Pairs[_strata.All[stratum].Pair], _strata.KindOf(stratum));
    }

    private void ExpectNew(long start)
    {
        foreach (int stratum in _added)
        {
            Expect(ref _strata.All[stratum], stratum, start);
        }
        _added.Clear();
    }

    /// <summary>Usual clients are those of five minutes. Shorter windows see the same clients again and again, so that there volume is not tested.</summary>
    private void Expect(ref StratumUnit unit, int stratum, long start)
    {
        _baselines.Expect(stratum, start, out unit.Usual);
        unit.Usual.Clients = _windowSeconds == VolumeWindowSeconds ? unit.Usual.Clients : 0;
    }

    private void BeginHour(long start, Action<int, Action<int>> forEach)
    {
        bool isNewDay = _lastWindow != long.MinValue && start / DaySeconds != _lastWindow * _windowSeconds / DaySeconds;
        Collect(_stratumNulls, _partNulls, isNewDay);
        Collect(_elementNulls, _elementPartNulls, isNewDay);
        SetLevels(_strata.All.Count, Math.Max(_elements.All.Count, _strata.All.Count));
        InParts(_strata.All.Count, forEach, (stratum, _) =>
        {
            ref StratumUnit unit = ref _strata.All[stratum];
            _stratumScoring.EndHour(stratum);
            Expect(ref unit, stratum, start);
            UnitTester.Age(ref unit.State);
            _stratumScoring.BeginHour(stratum);
        });
        for (int stratum = 0; stratum < _strata.All.Count; stratum++)
        {
            ref StratumUnit unit = ref _strata.All[stratum];
            // Further strata of a pair take the pooled result where they are thin: a ring for each would cost more than their state.
            if (unit.State.Ring == 0 && _strata.FirstOf(unit.Pair) == stratum && unit.Next < 0 && _stratumTester.IsThin(unit.State))
            {
                unit.State.Ring = _rings.Add() + 1;
                _stratumScoring.BeginHour(stratum);
            }
        }
        foreach (ElementUnit element in _elements.All)
        {
            _elementScoring.EndHour(element);
            UnitTester.Age(ref element.State);
            if (element.State.Ring == 0 && _elementTester.IsThin(element.State))
            {
                element.State.Ring = _rings.Add() + 1;
            }
        }
        _resting.BeginHour();
    }

    private void SetLevels(int strata, int elements)
    {
        (_levelStrata, _levelElements) = (strata, elements);
        _stratumTester.Levels = TestLevels.Of(_settings, strata, _windowSeconds, _stratumTester.Levels);
        _elementTester.Levels = TestLevels.Of(_settings, elements, _windowSeconds, _elementTester.Levels);
    }

    private static void Collect(NullCounts all, NullCounts[] parts, bool isNewDay)
    {
        foreach (NullCounts part in parts)
        {
            all.Take(part);
        }
        all.Learn(isNewDay);
        foreach (NullCounts part in parts)
        {
            part.Follow(all);
        }
    }

    private static void InParts(int count, Action<int, Action<int>> forEach, Action<int, int> action) => forEach(Parts, part =>
    {
        int end = (int)((long)count * (part + 1) / Parts);
        for (int i = (int)((long)count * part / Parts); i < end; i++)
        {
            action(i, part);
        }
    });

    /// <summary>Calls an action for 0 to n − 1, one after the other.</summary>
    internal static void InTurn(int count, Action<int> action)
    {
        for (int i = 0; i < count; i++)
        {
            action(i);
        }
    }
}
