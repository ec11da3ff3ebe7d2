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

    /// <summary>Votes from which a ratio of clients to votes is taken as known: within a few percent.</summary>
    private const long FewestVotes = 500;

    private readonly BaselineSettings _settings;
    private readonly DaySelection _selection;
    private readonly SlotTable _slotTable;
    private readonly int[] _slots = new int[SlotClock.Slots * MostDays];
    private readonly int[] _counts = new int[SlotClock.Slots];
    private readonly double[] _means = new double[SlotClock.Slots];

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
        Gather(days, solarOffset);
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
            own.Factors[hour] = _counts[slot] >= _settings.VolumeSlotDays ? ClientFactors.CodeOf(_means[slot] / peak) : (byte)0;
        }
        own.Dispersion = (float)(1 / Math.Clamp(between + Within(days), LeastScatter, MostScatter));
        return own;
    }

    private void Gather(ReadOnlySpan<DaySummary> days, sbyte solarOffset)
    {
        Array.Clear(_counts);
        double correction = Correction(days);
        foreach (DaySummary day in days)
        {
            if (_selection.Distance(day.Day) > _settings.VolumeDays)
            {
                continue;
            }
            ReadOnlySpan<byte> slots = _slotTable.Of(day.Day, solarOffset);
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                if (day.IsObserved(hour))
                {
                    int slot = slots[hour];
                    double factor = (day.FineHours >> hour & 1) != 0 ? 1 : correction;
                    _slots[slot * MostDays + _counts[slot]++] = (int)Math.Min(Math.Round(day.ClientWindows[hour] * factor), int.MaxValue);
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
