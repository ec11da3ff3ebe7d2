namespace Isobar.Core.Baselines;

/// <summary>
/// What is normal for every tracked stratum, in about a hundred bytes each: the state derived once a day from 30 days of history, from which the expectations of any hour
/// of that day follow. Written and read by one thread.
/// </summary>
public sealed partial class BaselineTable
{
    private readonly BaselineSettings _settings;
    private readonly StratumIndex _index = new();
    private readonly PairIndex _pairs = new();
    private readonly ParentTree _parents;
    private readonly StratumConcluder _concluder;
    private readonly EdgeBuilder _edges;
    private readonly Dictionary<int, DateOnly> _levelSince = [];
    private readonly Dictionary<int, long> _volumePausedUntil = [];
    private PagedStates<StratumState> _states = new();
    private PagedStates<OwnSeason> _seasons = new();

    /// <param name="settings">The numbers; the defaults where null.</param>
    public BaselineTable(BaselineSettings? settings = null)
    {
        _settings = settings ?? BaselineSettings.Default;
        // Days are bits of a 32-bit mask.
        ArgumentOutOfRangeException.ThrowIfLessThan(_settings.HistoryDays, 3, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_settings.HistoryDays, 31, nameof(settings));
        _parents = new ParentTree(_settings);
        _concluder = new StratumConcluder(_settings);
        _edges = new EdgeBuilder(_settings);
    }

    /// <summary>Number of strata.</summary>
    public int Count => _index.Count;

    /// <summary>The day that the state was derived for; the default before the first time.</summary>
    public DateOnly Today { get; private set; }

    /// <summary>Bytes of the state in memory, about; without what a derivation under way takes.</summary>
    public long MemoryBytes => StrataBytes + _parents.MemoryBytes;

    /// <summary>The same without the groups that strata borrow from.</summary>
    internal long StrataBytes => _index.MemoryBytes + _pairs.MemoryBytes + _states.MemoryBytes + _seasons.MemoryBytes;

    /// <summary>The hours of a short replay: there, the highest one outside of a window's surroundings is what is usual.</summary>
    internal HighestHours? HighestHours { get; set; }

    /// <summary>The key of a stratum.</summary>
    public BaselineKey this[int number] => _index[number];

    /// <summary>The number of a stratum, or -1.</summary>
    public int Find(BaselineKey key) => _index.Find(key);

    /// <summary>
    /// Adds a stratum and returns its number: 0, 1, 2 … in the order of adding. One that is there already, as after a restart, keeps its number. Until history is derived
    /// it is expected to do as its network, country or location does.
    /// </summary>
    /// <param name="key">The stratum.</param>
    /// <param name="asn">AS number of the client network.</param>
    /// <param name="countryCode">ISO 3166-1 alpha-2 of the clients' place.</param>
    /// <param name="longitudeDegrees">Degrees east of the clients' place, or NaN: tells their time of day.</param>
    public int Add(BaselineKey key, uint asn, string countryCode, double longitudeDegrees)
    {
        ArgumentNullException.ThrowIfNull(key.Stratum);
        ArgumentNullException.ThrowIfNull(countryCode);
        int known = _index.Find(key);
        if (known >= 0)
        {
            return known;
        }
        int number = _index.Add(key), location = _parents.Location(key.Stratum);
        int pair = _pairs.Find(key.CityNetwork.Value, location);
        if (pair < 0)
        {
            pair = _pairs.Add(key.CityNetwork.Value, location, new PairRecord
            {
                FirstStratum = number,
                Network = _parents.Network(location, countryCode, asn),
                RttSeason = -1,
                TtfbSeason = -1,
                SolarOffset = SlotClock.SolarOffset(longitudeDegrees),
            });
        }
        ref PairRecord record = ref _pairs[pair];
        record.Strata++;
        _states.Add(_concluder.Conclude(default, _parents[record.Network], pair));
        return number;
    }

    /// <summary>
    /// What is usual for a stratum at a time. Cheap enough for every stratum once an hour; the season is that of the whole hour.
    /// </summary>
    /// <remarks>
    /// Own seasons and clients are kept for the hours of <see cref="Today"/>, so the state is derived anew each day. Asked for another day it answers with them where that hour
    /// has the same slot, weekday or weekend; else with the network's season, and volume is not tested. Seasons are not
    /// interpolated between hours: a daily wave of ± 20 % moves by 2.6 % at most from the middle of an hour to its end, a quarter of the margin.
    /// </remarks>
    /// <param name="number">Number of the stratum.</param>
    /// <param name="windowStartSeconds">Start of the window, Unix seconds.</param>
    /// <param name="expectation">Takes the expectation.</param>
    public void Expect(int number, long windowStartSeconds, out Expectation expectation)
    {
        expectation = default;
        ref readonly StratumState state = ref _states[number];
        expectation.Source = state.Source;
        if (state.Source == BaselineSource.None)
        {
            return;
        }
        ref readonly PairRecord pair = ref _pairs[state.Pair];
        BaselineParent network = _parents[pair.Network];
        long hour = SlotClock.HourOf(windowStartSeconds);
        int slot = SlotClock.SlotOf(hour, pair.SolarOffset);
        bool isOfToday = slot == SlotClock.SlotOf(SlotClock.StartHour(Today) + SlotClock.HourOfDay(hour), pair.SolarOffset);
        expectation.Days = state.Days;
        expectation.NetworkFailureShare = (float)state.NetworkShare;
        expectation.ServiceFailureShare = (float)state.ServiceShare;
        if (isOfToday)
        {
            ExpectClients(number, state, SlotClock.HourOfDay(hour), windowStartSeconds, ref expectation);
        }
        int ownHour = isOfToday ? SlotClock.HourOfDay(hour) : -1;
        if (state.IsRttKnown)
        {
            PeakOffsets peak = HighestHours?.Rtt(number, hour, state.Rtt) ?? state.RttPeak;
            _edges.Build(state.Rtt, SeasonAt(slot, ownHour, pair.RttSeason, network.Rtt.Season, peak), (double)state.RttUnknown, ref expectation.Rtt);
        }
        if (state.IsTtfbKnown)
        {
            PeakOffsets peak = HighestHours?.Ttfb(number, hour, state.Ttfb) ?? state.TtfbPeak;
            _edges.Build(state.Ttfb, SeasonAt(slot, ownHour, pair.TtfbSeason, network.Ttfb.Season, peak), (double)state.TtfbUnknown, ref expectation.Ttfb);
        }
    }

    /// <summary>
    /// Takes note that traffic moved between strata with the atlas: for a day their volume is not tested, as how much moved is only guessed. Their histories are moved by
    /// <see cref="BaselineMoves"/>, and count with the next derivation.
    /// </summary>
    /// <param name="moves">What moved; strata that are not in the table are passed over.</param>
    /// <param name="nowSeconds">Time of the swap, Unix seconds.</param>
    public void PauseVolume(IEnumerable<BaselineMove> moves, long nowSeconds)
    {
        ArgumentNullException.ThrowIfNull(moves);
        foreach (BaselineMove move in moves)
        {
            foreach (int number in (ReadOnlySpan<int>)[Find(move.From), Find(move.To)])
            {
                if (number >= 0)
                {
                    _volumePausedUntil[number] = nowSeconds + _settings.VolumePauseSeconds;
                }
            }
        }
    }

    private void ExpectClients(int number, in StratumState state, int hour, long seconds, ref Expectation expectation)
    {
        bool isPaused = _volumePausedUntil.Count > 0 && _volumePausedUntil.TryGetValue(number, out long until) && seconds < until;
        byte factor = state.ClientFactors[hour];
        if (!isPaused && factor != 0)
        {
            expectation.Clients = state.ClientsPeak * ClientFactors.Of(factor);
            expectation.ClientsDispersion = (float)state.ClientsDispersion;
        }
    }

    /// <summary>The pair's own offset where it is known, else its network's, else the highest hour: an evening peak that was never seen must not alarm.</summary>
    private PeakOffsets SeasonAt(int slot, int ownHour, int own, Season? group, PeakOffsets peak)
    {
        if (own >= 0 && ownHour >= 0)
        {
            ref readonly OwnSeason season = ref _seasons[own];
            if (season.P50[ownHour] != SeasonOffsets.Unknown)
            {
                return new() { P50 = season.P50[ownHour], P90 = season.P90[ownHour] };
            }
        }
        if (group is not null && group.P50[slot] != SeasonOffsets.Unknown)
        {
            return new() { P50 = group.P50[slot], P90 = group.P90[slot] };
        }
        return peak.IsKnown || group is null ? peak : group.Peak;
    }
}
