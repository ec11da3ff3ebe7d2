namespace Isobar.Core.Baselines;

/// <summary>
/// The baselines of a replay, which has all of its input before it scores the first window. A window is compared with the other days of the input (of a long one: the
/// thirty nearest), so that a fault is never its own baseline. The rule of days for readiness does not apply, that of samples does.
/// </summary>
/// <remarks>
/// Under seven days of input there are no seasons: what is usual is the highest hour of the other days or, where those are less than half a day, of the same day, always
/// without the hours within two hours of the window. With seven days and more the window's whole day is left out, which is more than two hours, and costs one
/// derivation a day instead of twenty-four.
/// </remarks>
public sealed class ReplayBaselines
{
    private const int ShortDays = 7;
    private const int MostDays = 31;

    private readonly Func<BaselineHistory> _history;
    private readonly BaselineSettings _settings;
    private readonly DateOnly _first;
    private readonly DateOnly _last;
    private readonly IReadOnlySet<DateOnly> _days;
    private DateOnly? _today;

    /// <param name="history">All of the input.</param>
    /// <param name="mode">What of it is compared with.</param>
    /// <param name="settings">The numbers; the defaults where null.</param>
    public ReplayBaselines(BaselineHistory history, ReplayBaselineMode mode = ReplayBaselineMode.LeaveOut, BaselineSettings? settings = null)
        : this(DaysOf(history), () => history, mode, settings)
    {
    }

    /// <param name="days">The days with traffic.</param>
    /// <param name="history">Gives all of the input; not asked before the first <see cref="Advance"/>, so that the table can be filled meanwhile.</param>
    /// <param name="mode">What of it is compared with.</param>
    /// <param name="settings">The numbers; the defaults where null.</param>
    public ReplayBaselines(IReadOnlySet<DateOnly> days, Func<BaselineHistory> history, ReplayBaselineMode mode = ReplayBaselineMode.LeaveOut, BaselineSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(history);
        _history = history;
        Mode = mode;
        _days = days;
        _first = _days.Count > 0 ? _days.Min() : default;
        _last = _days.Count > 0 ? _days.Max() : default;
        HasSeasons = mode == ReplayBaselineMode.Trailing || _days.Count >= ShortDays;
        _settings = (settings ?? BaselineSettings.Default) with { ReadyDays = 1 };
        if (!HasSeasons)
        {
            _settings = _settings with { GroupSeasonDays = int.MaxValue, OwnSeasonDays = int.MaxValue };
        }
        Table = new BaselineTable(_settings);
    }

    /// <summary>What of the input a window is compared with.</summary>
    public ReplayBaselineMode Mode { get; }

    /// <summary>Whether there is input enough to tell hours of the week apart.</summary>
    public bool HasSeasons { get; }

    /// <summary>Number of days with traffic.</summary>
    public int Days => _days.Count;

    /// <summary>The table that expectations are asked of. All strata of the history are added to it before the first <see cref="Advance"/>.</summary>
    public BaselineTable Table { get; }

    /// <summary>Prepares expectations for a window; does nothing while it is of the same day as the one before. Strata are not added in between.</summary>
    /// <param name="windowStartSeconds">Start of the window, Unix seconds.</param>
    /// <returns>Whether expectations were derived anew, so that those taken before are out of date.</returns>
    public bool Advance(long windowStartSeconds)
    {
        DateOnly today = SlotClock.DayOf(windowStartSeconds);
        if (_today == today)
        {
            return false;
        }
        _today = today;
        BaselineHistory history = _history();
        if (!HasSeasons && Table.HighestHours is null)
        {
            Table.HighestHours = new HighestHours(_first, _last, Table.Count);
            foreach (StratumHistory stratum in history.All())
            {
                int number = Table.Find(stratum.Key);
                if (number >= 0)
                {
                    Table.HighestHours.Add(number, stratum.Days.Span);
                }
            }
        }
        Table.Derive(Selection(today, history), history.All());
        return true;
    }

    private static HashSet<DateOnly> DaysOf(BaselineHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return history.Days();
    }

    private DaySelection Selection(DateOnly today, BaselineHistory history)
    {
        if (Mode == ReplayBaselineMode.Trailing)
        {
            return DaySelection.Before(today, _settings.HistoryDays);
        }
        // The nearest days, as many before as after where there are: what is usual changes over months.
        int first = Math.Max(_first.DayNumber, today.DayNumber - MostDays / 2);
        int last = Math.Min(_last.DayNumber, first + MostDays - 1);
        first = Math.Max(_first.DayNumber, last - MostDays + 1);
        bool isAlone = _days.Count == 1 || (!HasSeasons && history.ObservedHours(today) < DaySummary.Hours / 2);
        return new(today, DateOnly.FromDayNumber(first), DateOnly.FromDayNumber(last), isAlone, !HasSeasons);
    }
}
