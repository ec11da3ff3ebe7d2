namespace Isobar.Core.Baselines;

/// <summary>Sums votes and failures over the days, so that no single outage becomes what is usual.</summary>
internal sealed class VotesDeriver
{
    private const int MostDays = 32;

    /// <summary>Part of the days whose share of failures is taken as undisturbed.</summary>
    private const double CalmDays = 2.0 / 3;

    private readonly long[] _votes = new long[MostDays];
    private readonly long[] _failed = new long[MostDays];
    private readonly double[] _shares = new double[MostDays];
    private readonly int[] _order = new int[MostDays];

    /// <summary>The votes of the days.</summary>
    public OwnVotes Derive(ReadOnlySpan<DaySummary> days, DateOnly today)
    {
        OwnVotes own = default;
        foreach (DaySummary day in days)
        {
            long votes = Sum(day.Votes);
            own.Votes += votes;
            own.DayMask |= votes > 0 ? 1u << (today.DayNumber - day.Day.DayNumber - 1) : 0;
        }
        own.NetworkFailed = Failed(days, day => day.NetworkFailedVotes);
        own.ServiceFailed = Failed(days, day => day.ServiceFailedVotes);
        return own;
    }

    /// <summary>
    /// The failures, each day's at most what the calmer two thirds of the days let expect: their share of the votes, plus four standard deviations, plus three. Chance
    /// alone reaches that bound on one day in thousands, and ten days of outage in thirty hardly move the sum.
    /// </summary>
    private long Failed(ReadOnlySpan<DaySummary> days, Func<DaySummary, int[]> kind)
    {
        int count = 0;
        foreach (DaySummary day in days)
        {
            long votes = Sum(day.Votes);
            if (votes > 0)
            {
                _votes[count] = votes;
                _failed[count] = Math.Min(Sum(kind(day)), votes);
                _shares[count] = (double)_failed[count] / votes;
                _order[count] = count;
                count++;
            }
        }
        Array.Sort(_shares, _order, 0, count);
        long calmVotes = 0, calmFailed = 0;
        for (int i = 0; i < Math.Ceiling(count * CalmDays); i++)
        {
            calmVotes += _votes[_order[i]];
            calmFailed += _failed[_order[i]];
        }
        long sum = 0;
        for (int i = 0; i < count; i++)
        {
            double usual = (double)calmFailed / calmVotes * _votes[i];
            sum += Math.Min(_failed[i], (long)(usual + 4 * Math.Sqrt(usual) + 3));
        }
        return sum;
    }

    private static long Sum(int[] hours)
    {
        long sum = 0;
        foreach (int value in hours)
        {
            sum += value;
        }
        return sum;
    }
}
