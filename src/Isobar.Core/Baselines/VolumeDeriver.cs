using System.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>Learns how many clients come in each hour of a day, from the same slot of the last four weeks.</summary>
internal sealed class VolumeDeriver
{
    private const int MostDays = 32;
    private const int WindowsInHour = 12;

    /// <summary>From so many clients an hour the median stands for the mean: of a Poisson distribution it is lower by a third of a client.</summary>
    private const int MedianFrom = 12;

    /// <summary>What is taken for 1/k where nothing is known: days and windows differ by a fifth.</summary>
    private const double PriorScatter = 0.04;

    /// <summary>Slots of four days that the prior weighs.</summary>
    private const double PriorSlots = 4;

    /// <summary>No traffic is steadier than by 5 %.</summary>
    private const double LeastScatter = 0.0025;

    private const double MostScatter = 2;

    /// <summary>Whole days at the end of the history that must agree before a level is the new normal: 48 hours, as of times.</summary>
    private const int LevelDays = 2;

    /// <summary>A level between these parts of the old one is no change that a test of volume sees; below the least, all clients are gone, which is never normal.</summary>
    private const double LeastLevel = 0.05, LowLevel = 0.75, HighLevel = 1.35;

    /// <summary>Clients, summed over windows, that a day must have been expected to have before its level is known.</summary>
    private const double FewestExpected = 500;

    /// <summary>
    /// Part of an hour's clients below which its neighbour is another world: some networks halve at midnight before a weekend, and hours are no clocks. It must be so many
    /// standard errors below, as hours of few days differ by chance.
    /// </summary>
    private const double Step = 0.7, StepErrors = 3;

    /// <summary>The standard error of a median is greater than that of a mean by this.</summary>
    private const double MedianError = 1.2533;

    /// <summary>Votes from which a ratio of clients to votes is taken as known: within a few percent.</summary>
    private const long FewestVotes = 500;

    private readonly BaselineSettings _settings;
    private readonly DaySelection _selection;
    private readonly SlotTable _slotTable;
    private readonly int[] _slots = new int[SlotClock.Slots * MostDays];
    private readonly int[] _counts = new int[SlotClock.Slots];
    private readonly double[] _means = new double[SlotClock.Slots];
    private double _correction;

    /// <param name="settings">The numbers.</param>
    /// <param name="selection">The days that count.</param>
    /// <param name="slots">Slots of their hours.</param>
    public VolumeDeriver(BaselineSettings settings, DaySelection selection, SlotTable slots)
    {
        _settings = settings;
        _selection = selection;
        _slotTable = slots;
    }

    /// <summary>Derives the clients of today's hours.</summary>
    public OwnVolume Derive(ReadOnlySpan<DaySummary> days, sbyte solarOffset)
    {
        OwnVolume own = default;
        _correction = Correction(days);
        double level = LevelOf(days, solarOffset);
        Gather(days, solarOffset, 1, level);
        double between = Between();
        long start = SlotClock.StartHour(_selection.Today);
        double peak = 0;
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            peak = Math.Max(peak, _means[SlotClock.SlotOf(start + hour, solarOffset)]);
        }
        if (peak <= 0)
        {
            return own;
        }
        own.Peak = (float)(peak / WindowsInHour);
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            int slot = SlotClock.SlotOf(start + hour, solarOffset);
            own.Factors[hour] = _counts[slot] >= _settings.VolumeSlotDays ? ClientFactors.CodeOf(ExpectedIn(start + hour, solarOffset, between) / peak) : (byte)0;
        }
        own.Dispersion = (float)(1 / Math.Clamp(between + Within(days), LeastScatter, MostScatter));
        return own;
    }

    /// <summary>
    /// Clients of an hour; beside a step, those of the lower side: nobody knows in which minute of the hour it comes, and clients that always leave then are not missed.
    /// </summary>
    private double ExpectedIn(long hour, sbyte solarOffset, double between)
    {
        int own = SlotClock.SlotOf(hour, solarOffset);
        double mean = _means[own], lowest = mean;
        foreach (long beside in (ReadOnlySpan<long>)[hour - 1, hour + 1])
        {
            int slot = SlotClock.SlotOf(beside, solarOffset);
            double error = MedianError * Math.Sqrt((between + 1 / mean) * (1.0 / _counts[slot] + 1.0 / _counts[own]));
            bool isStep = _counts[slot] >= _settings.VolumeSlotDays && _means[slot] < Step * mean && mean - _means[slot] > StepErrors * error * mean;
            lowest = isStep ? Math.Min(lowest, _means[slot]) : lowest;
        }
        return lowest;
    }

    /// <summary>
    /// What the days before the latest are to be multiplied with: 1, unless the latest two both had clearly more or fewer clients than their hours had before. So a lasting
    /// change is the new normal after two days, with the rhythm of the old one, and not only when half of the month has passed.
    /// </summary>
    private double LevelOf(ReadOnlySpan<DaySummary> days, sbyte solarOffset)
    {
        if (_selection.IsShort || !MayHaveMoved(days))
        {
            return 1;
        }
        Gather(days, solarOffset, LevelDays + 1, 1);
        Between();
        double least = double.PositiveInfinity, most = 0;
        int found = 0;
        foreach (DaySummary day in days)
        {
            if (_selection.Distance(day.Day) <= LevelDays && RatioOf(day, solarOffset) is { } ratio)
            {
                found++;
                least = Math.Min(least, ratio);
                most = Math.Max(most, ratio);
            }
        }
        return found == LevelDays && least > LeastLevel && (most < LowLevel || least > HighLevel) ? Math.Sqrt(least * most) : 1;
    }

    /// <summary>A cheap look that spares nearly all strata the second pass: whether the latest days differ from the mean of all by more than weekends may.</summary>
    private bool MayHaveMoved(ReadOnlySpan<DaySummary> days)
    {
        double latest = 0, all = 0;
        int latestHours = 0, allHours = 0;
        foreach (DaySummary day in days)
        {
            double clients = 0;
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                clients += day.IsObserved(hour) ? day.ClientWindows[hour] : 0;
            }
            int hours = BitOperations.PopCount(day.Observed);
            (all, allHours) = (all + clients, allHours + hours);
            (latest, latestHours) = _selection.Distance(day.Day) <= LevelDays ? (latest + clients, latestHours + hours) : (latest, latestHours);
        }
        double ratio = latestHours == 0 || all == 0 ? 1 : latest / latestHours / (all / allHours);
        return ratio is < 0.85 or > 1.15;
    }

    /// <summary>The clients of a day by what its hours had before; null where too few were expected.</summary>
    private double? RatioOf(DaySummary day, sbyte solarOffset)
    {
        ReadOnlySpan<byte> slots = _slotTable.Of(day.Day, solarOffset);
        double clients = 0, expected = 0;
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            if (day.IsObserved(hour) && _counts[slots[hour]] >= _settings.VolumeSlotDays)
            {
                clients += day.ClientWindows[hour] * FactorOf(day, hour);
                expected += _means[slots[hour]];
            }
        }
        return expected >= FewestExpected ? clients / expected : null;
    }

    private double FactorOf(DaySummary day, int hour) => (day.FineHours >> hour & 1) != 0 ? 1 : _correction;

    /// <summary>Sorts the clients of each hour into its slot.</summary>
    /// <param name="days">The history.</param>
    /// <param name="solarOffset">Hours by which solar time is ahead.</param>
    /// <param name="nearest">Days back of the nearest day that is taken.</param>
    /// <param name="level">What days before the latest are multiplied with.</param>
    private void Gather(ReadOnlySpan<DaySummary> days, sbyte solarOffset, int nearest, double level)
    {
        Array.Clear(_counts);
        foreach (DaySummary day in days)
        {
            int distance = _selection.Distance(day.Day);
            if (distance > _settings.VolumeDays || distance < nearest && !_selection.IsTodayIn)
            {
                continue;
            }
            double part = distance > LevelDays ? level : 1;
            ReadOnlySpan<byte> slots = _slotTable.Of(day.Day, solarOffset);
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                if (day.IsObserved(hour))
                {
                    int slot = slots[hour];
                    _slots[slot * MostDays + _counts[slot]++] = (int)Math.Min(Math.Round(day.ClientWindows[hour] * FactorOf(day, hour) * part), int.MaxValue);
                }
            }
        }
    }

    /// <summary>
    /// Hours that come as sums only have their clients estimated. Where others of the same stratum were counted in windows, those say how many clients there are to a vote,
    /// and correct the estimate.
    /// </summary>
    private static double Correction(ReadOnlySpan<DaySummary> days)
    {
        long fineClients = 0, fineVotes = 0, coarseClients = 0, coarseVotes = 0;
        foreach (DaySummary day in days)
        {
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                if ((day.FineHours >> hour & 1) != 0)
                {
                    fineClients += day.ClientWindows[hour];
                    fineVotes += day.Votes[hour];
                }
                else
                {
                    coarseClients += day.ClientWindows[hour];
                    coarseVotes += day.Votes[hour];
                }
            }
        }
        return fineVotes < FewestVotes || coarseVotes < FewestVotes || coarseClients == 0
            ? 1
            : Math.Clamp((double)fineClients / fineVotes * coarseVotes / coarseClients, 0.5, 3);
    }

    /// <summary>Means of the slots; returns the relative variance from day to day beyond chance.</summary>
    private double Between()
    {
        double excess = 0, squares = 0, slots = 0, squareSum = 0;
        for (int slot = 0; slot < SlotClock.Slots; slot++)
        {
            int count = _counts[slot];
            _means[slot] = 0;
            if (count < _settings.VolumeSlotDays)
            {
                continue;
            }
            Span<int> values = _slots.AsSpan(slot * MostDays, count);
            double middle = Medians.Take(values);
            double quarter = values[(count - 1) / 4], threeQuarters = values[count - 1 - (count - 1) / 4];
            double deviation = (threeQuarters - quarter) / 1.349;
            _means[slot] = middle >= MedianFrom ? middle : Mean(values, quarter, threeQuarters);
            if (count >= 4 && middle > 0)
            {
                excess += deviation * deviation - middle;
                squares += middle * middle;
                squareSum += middle * middle;
                slots++;
            }
        }
        if (slots == 0)
        {
            return PriorScatter;
        }
        double prior = squareSum / slots * PriorSlots;
        return Math.Max((excess + PriorScatter * prior) / (squares + prior), 0);
    }

    /// <summary>The mean of few clients, values beyond one and a half times the width of the middle half cut down to that.</summary>
    private static double Mean(ReadOnlySpan<int> values, double quarter, double threeQuarters)
    {
        double reach = 1.5 * (threeQuarters - quarter) + 1, sum = 0;
        foreach (int value in values)
        {
            sum += Math.Clamp(value, quarter - reach, threeQuarters + reach);
        }
        return sum / values.Length;
    }

    /// <summary>The relative variance of the windows within an hour beyond chance, where history has windows.</summary>
    private double Within(ReadOnlySpan<DaySummary> days)
    {
        double scatter = 0, chance = 0, squares = 0;
        foreach (DaySummary day in days)
        {
            if (_selection.Distance(day.Day) > _settings.VolumeDays)
            {
                continue;
            }
            scatter += day.ClientScatter;
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                if ((day.FineHours >> hour & 1) != 0)
                {
                    double clients = day.ClientWindows[hour];
                    chance += (WindowsInHour - 1) * clients;
                    squares += (WindowsInHour - 1) * clients * clients / WindowsInHour;
                }
            }
        }
        // 12 Σ c² − (Σ c)² has the mean 12 · 11 (m + m² / k), where m is a twelfth of the hour's clients.
        return squares > 0 ? Math.Max((scatter - chance) / squares, 0) : 0;
    }
}
