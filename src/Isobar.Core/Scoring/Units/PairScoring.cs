namespace Isobar.Core.Scoring.Units;

/// <summary>Puts the strata of a pair together, and lets elements speak for those that are too thin.</summary>
internal sealed class PairScoring(StratumUnits units, ElementUnits elements, ExplainedMask mask, StratumScoring strataScoring, ElementScoring elementScoring)
{
    private PairHealth[] _health = [];
    private PairCounts[] _counts = [];
    private StratumHealth[] _strata = [];
    private int[] _firstStratum = [];
    private bool _isAllNew;
    private bool _isAnySpokenFor;
    private (bool Availability, bool Performance) _isAnySpeaking;

    /// <summary>The pairs by number.</summary>
    public ReadOnlyMemory<PairHealth> Health => _health.AsMemory(0, units.Pairs.Count);

    /// <summary>Their counts.</summary>
    public ReadOnlyMemory<PairCounts> Counts => _counts.AsMemory(0, units.Pairs.Count);

    /// <summary>Their strata.</summary>
    public ReadOnlyMemory<StratumHealth> Strata => _strata;

    /// <summary>Whether an element speaks for any stratum in this window.</summary>
    public bool IsAnySpokenFor => _isAnySpokenFor;

    /// <summary>Prepares a window whose strata and elements have been tested.</summary>
    /// <param name="areOthersExpected">Whether other clients are expected than in the last window: the hour turned, or a location fell silent or was heard again.</param>
    public void Begin(bool areOthersExpected)
    {
        int pairs = units.Pairs.Count;
        bool isSame = _strata.Length == units.All.Count;
        (PairHealth[] health, StratumHealth[] strata) = (_health, _strata);
        _health = isSame ? GC.AllocateUninitializedArray<PairHealth>(pairs) : new PairHealth[pairs];
        _strata = new StratumHealth[units.All.Count];
        _isAllNew = areOthersExpected || !isSame || mask.IsAny;
        _isAnySpokenFor = false;
        _isAnySpeaking = (false, false);
        foreach (ref readonly ElementVoice voice in elementScoring.Voices)
        {
            _isAnySpeaking.Availability |= voice.Availability.Speaks;
            _isAnySpeaking.Performance |= voice.Performance.Speaks;
        }
        if (_counts.Length < pairs)
        {
            Array.Resize(ref _counts, pairs + pairs / 4);
            Array.Resize(ref _firstStratum, pairs + pairs / 4);
        }
        if (isSame)
        {
            health.CopyTo(_health, 0);
            strata.CopyTo(_strata, 0);
            return;
        }
        int next = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            _firstStratum[pair] = next;
            for (int stratum = units.FirstOf(pair); stratum >= 0; stratum = units.All[stratum].Next)
            {
                next++;
            }
        }
    }

    /// <summary>Whether nothing about a pair is other than in the last window.</summary>
    private bool IsUnchanged(int pair)
    {
        if (_isAllNew || elementScoring.IsToldAnew(pair))
        {
            return false;
        }
        for (int stratum = units.FirstOf(pair); stratum >= 0; stratum = units.All[stratum].Next)
        {
            if (units.All[stratum].Rested < 2)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Scores a pair; safe for many threads, each its own pairs.</summary>
    public void Score(int pair)
    {
        if (IsUnchanged(pair))
        {
            return;
        }
        ref PairCounts sum = ref _counts[pair];
        sum = default;
        ReadOnlySpan<ElementVoice> voices = elementScoring.Voices;
        double total = 0;
        for (int stratum = units.FirstOf(pair); stratum >= 0; stratum = units.All[stratum].Next)
        {
            total += units.All[stratum].Traffic;
        }
        Parts availability = default, performance = default;
        long bytes = 0, connections = 0;
        int count = 0;
        for (int stratum = units.FirstOf(pair); stratum >= 0; stratum = units.All[stratum].Next)
        {
            ref UnitCounts counts = ref units.Counts[stratum];
            Add(ref sum, counts);
            bytes = Core.Traffic.Saturating.Add(bytes, units.Traffic[stratum].Bytes);
            connections += units.Traffic[stratum].Connections;
            (MetricHealth a, MetricHealth p) = strataScoring.Of(stratum);
            a = Spoken(stratum, HealthMetric.Availability, a, voices);
            p = Spoken(stratum, HealthMetric.Performance, p, voices);
            double share = total > 0 ? units.All[stratum].Traffic / total : 1;
            availability.Add(a, share);
            performance.Add(p, share);
            _strata[_firstStratum[pair] + count++] = new(pair, units.KindOf(stratum), a, p);
            ref StratumUnit unit = ref units.All[stratum];
            unit.State.IsSuspect = IsDropping(a) || IsDropping(p);
            unit.IsSpokenFor = IsSpokenFor(a) || IsSpokenFor(p);
            if (unit.IsSpokenFor)
            {
                _isAnySpokenFor = true;
                strataScoring.Excuse(stratum);
            }
        }
        _health[pair] = new(availability.Sum(), performance.Sum(), _firstStratum[pair], count, bytes, connections, sum.Votes);
    }

    /// <summary>Adds the reasons for the drops of a pair: that of its stratum that drops most, or of the element that speaks for it.</summary>
    public void AddEvidence(int pair, Dictionary<(int, HealthMetric), Evidence> evidence)
    {
        foreach (HealthMetric metric in (ReadOnlySpan<HealthMetric>)[HealthMetric.Availability, HealthMetric.Performance])
        {
            MetricHealth health = _health[pair].Of(metric);
            if (health.State != HealthState.Drop && health.OpenedBy == OpeningPath.None)
            {
                continue;
            }
            Evidence? best = null;
            for (int stratum = units.FirstOf(pair); stratum >= 0; stratum = units.All[stratum].Next)
            {
                (Evidence? a, Evidence? p) = strataScoring.EvidenceOf(stratum);
                Evidence? own = metric == HealthMetric.Availability ? a : p;
                (MetricHealth Availability, MetricHealth Performance) said = strataScoring.Of(stratum);
                float ownSmallest = (metric == HealthMetric.Availability ? said.Availability : said.Performance).SmallestDrop;
                best = own is not null && (best is null || own.Drop > best.Drop) ? own : best;
                if (own is null && SpeakerOf(stratum, metric, ownSmallest, elementScoring.Voices) is >= 0 and int speaker)
                {
                    best ??= metric == HealthMetric.Availability ? elements.All[speaker].Availability.Evidence : elements.All[speaker].Performance.Evidence;
                }
            }
            if (best is not null)
            {
                evidence.Add((pair, metric), best);
            }
        }
    }

    private static bool IsDropping(in MetricHealth health) => health.State == HealthState.Drop || health.OpenedBy != OpeningPath.None;

    private static bool IsSpokenFor(in MetricHealth health) => health is { State: HealthState.Drop, Source: not ElementKind.Pair };

    /// <summary>A stratum's own verdict, or where it could not have seen the drop that of the smallest element that does.</summary>
    private MetricHealth Spoken(int stratum, HealthMetric metric, in MetricHealth own, ReadOnlySpan<ElementVoice> voices)
    {
        if (own.State == HealthState.Drop || own.State == HealthState.Learning)
        {
            return own;
        }
        int number = SpeakerOf(stratum, metric, own.SmallestDrop, voices);
        if (number >= 0)
        {
            ElementUnit speaker = elements.All[number];
            MetricHealth said = metric == HealthMetric.Availability ? speaker.Availability.Health : speaker.Performance.Health;
            bool isSame = speaker.Element.Kind == ElementKind.Pair;
            return said with
            {
                Drop = voices[number].Of(metric).HandedDown,
                SmallestDrop = own.SmallestDrop,
                OpenedBy = isSame ? said.OpenedBy : OpeningPath.None,
            };
        }
        if (own.State == HealthState.Insufficient && own.OpenedBy == OpeningPath.None)
        {
            int tested = SmallestTested(stratum, metric, voices);
            return tested < 0 ? own : own with { State = HealthState.Ok, Source = elements.All[tested].Element.Kind };
        }
        return own;
    }

    /// <summary>The smallest element that says of a thin stratum that it drops; -1 where there is none.</summary>
    private int SpeakerOf(int stratum, HealthMetric metric, float ownSmallest, ReadOnlySpan<ElementVoice> voices)
    {
        if (!(metric == HealthMetric.Availability ? _isAnySpeaking.Availability : _isAnySpeaking.Performance))
        {
            return -1; // Most windows.
        }
        ReadOnlySpan<int> numbers = elements.Of(stratum);
        TestedStreams tested = strataScoring.TestedOf(stratum);
        int speaker = -1;
        foreach (int number in numbers)
        {
            MetricVoice voice = voices[number].Of(metric);
            bool isNews = voice.HandedDown < ownSmallest || !tested.Has(voice.Stream);
            if (voice.Speaks && isNews && (speaker < 0 || IsSmaller(number, speaker, voices)) && !mask.IsLeftOut(number, stratum, metric))
            {
                speaker = number;
            }
        }
        if (speaker < 0)
        {
            return -1;
        }
        // A smaller element that could have seen it and sees nothing knows better.
        EvidenceStream stream = voices[speaker].Of(metric).Stream;
        float blindBelow = VerdictComposer.NothingDetectable;
        foreach (int number in numbers)
        {
            MetricVoice voice = voices[number].Of(metric);
            bool couldSee = voice.State == HealthState.Ok && voices[number].Tested.Has(stream);
            if (couldSee && voices[number].Strata < voices[speaker].Strata && !mask.IsLeftOut(number, stratum, metric))
            {
                blindBelow = Math.Min(blindBelow, voice.SmallestDrop);
            }
        }
        return voices[speaker].Of(metric).HandedDown >= blindBelow ? -1 : speaker;
    }

    private int SmallestTested(int stratum, HealthMetric metric, ReadOnlySpan<ElementVoice> voices)
    {
        int best = -1;
        foreach (int number in elements.Of(stratum))
        {
            if (voices[number].Of(metric).State is HealthState.Ok or HealthState.Drop && !mask.IsLeftOut(number, stratum, metric) && (best < 0 || IsSmaller(number, best, voices)))
            {
                best = number;
            }
        }
        return best;
    }

    /// <summary>Fewer strata; among equals the one that is suspected first.</summary>
    private bool IsSmaller(int number, int other, ReadOnlySpan<ElementVoice> voices) => voices[number].Strata != voices[other].Strata
        ? voices[number].Strata < voices[other].Strata
        : elements.All[number].Element.CompareTo(elements.All[other].Element) < 0;

    private static void Add(ref PairCounts sum, in UnitCounts counts)
    {
        sum.Votes += counts.Votes;
        sum.NetworkFailed += counts.Hits[Tracks.Network];
        sum.ServiceFailed += counts.Hits[Tracks.Service];
        sum.NetworkExpected += counts.Expected[Tracks.Network];
        sum.ServiceExpected += counts.Expected[Tracks.Service];
        sum.Clients += counts.Hits[Tracks.Volume];
        sum.ClientsExpected += counts.Expected[Tracks.Volume];
        Add(ref sum.Rtt, counts.RttSamples, counts, Tracks.Rtt);
        Add(ref sum.Ttfb, counts.TtfbSamples, counts, Tracks.Ttfb);
    }

    private static void Add(ref EdgeCounts sum, int samples, in UnitCounts counts, int first)
    {
        sum.Samples += samples;
        for (int edge = 0; edge < Baselines.EdgeExpectation.Count; edge++)
        {
            sum.Above[edge] += counts.Hits[first + edge];
            sum.Expected[edge] += counts.Expected[first + edge];
        }
    }

    /// <summary>The traffic-weighted sum of the strata of a pair.</summary>
    private struct Parts
    {
        private MetricHealth _worst;
        private double _drop;
        private double _known;
        private float _smallest;
        private OpeningPath _openedBy;
        private long _since;
        private HealthState _state;
        private bool _hasAny;

        public void Add(in MetricHealth health, double share)
        {
            bool isKnown = health.State is HealthState.Ok or HealthState.Drop;
            if (!_hasAny || health.Drop > _worst.Drop)
            {
                _worst = health;
            }
            _smallest = _hasAny ? Math.Min(_smallest, health.SmallestDrop) : health.SmallestDrop;
            _state = !_hasAny ? health.State : (HealthState)Math.Max((byte)_state, (byte)health.State);
            _hasAny = true;
            _drop += isKnown ? health.Drop * share : 0;
            _known += isKnown ? share : 0;
            _openedBy = (OpeningPath)Math.Max((byte)_openedBy, (byte)health.OpenedBy);
            _since = health.Since != 0 && (_since == 0 || health.Since < _since) ? health.Since : _since;
        }

        /// <summary>A stratum that nobody can speak for leaves both sums.</summary>
        public readonly MetricHealth Sum() =>
            new(_state, _known > 0 ? (float)Math.Min(_drop / _known, 1) : 0, _smallest, _worst.Source, _worst.Stream, _openedBy, _since);
    }
}
