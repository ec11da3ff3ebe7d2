namespace Isobar.Core.Baselines;

/// <summary>Sums votes and failures, so that no single outage becomes what is usual.</summary>
internal sealed class VotesDeriver
{
    private const int MostUnits = 32 * DaySummary.Hours;

    /// <summary>Part of the days whose share of failures is taken as undisturbed.</summary>
    private const double CalmPart = 2.0 / 3;

    private readonly long[] _votes = new long[MostUnits];
    private readonly long[] _failed = new long[MostUnits];
    private readonly double[] _shares = new double[MostUnits];
    private readonly int[] _order = new int[MostUnits];

    /// <summary>The votes of the days.</summary>
    /// <param name="days">The days that count.</param>
    /// <param name="selection">Which they are.</param>
    public OwnVotes Derive(ReadOnlySpan<DaySummary> days, DaySelection selection)
    {
        OwnVotes own = default;
        foreach (DaySummary day in days)
        {
            long votes = Sum(day.Votes);
            own.Votes += votes;
            own.DayMask |= votes > 0 ? selection.Bit(day.Day) : 0;
        }
        own.NetworkFailed = Failed(days, static day => day.NetworkFailedVotes, selection.IsShort);
        own.ServiceFailed = Failed(days, static day => day.ServiceFailedVotes, selection.IsShort);
        return own;
    }

    /// <summary>
    /// The failures, each day's at most what the calmer two thirds of the days let expect: their share of the votes, plus four standard deviations, plus three. Chance
    /// alone reaches that bound on one day in thousands, and ten days of outage in thirty hardly move the sum.
    /// </summary>
    private long Failed(ReadOnlySpan<DaySummary> days, Func<DaySummary, int[]> kind, bool byHour)
    {
        int count = 0;
        foreach (DaySummary day in days)
        {
            int[] failed = kind(day);
            if (!byHour)
            {
                count = AddUnit(count, Sum(day.Votes), Sum(failed));
            }
            for (int hour = 0; byHour && hour < DaySummary.Hours; hour++)
            {
                count = AddUnit(count, day.Votes[hour], failed[hour]);
            }
        }
        Array.Sort(_shares, _order, 0, count);
        long calmVotes = 0, calmFailed = 0;
        for (int i = 0; i < Math.Ceiling(count * CalmPart); i++)
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

    private int AddUnit(int count, long votes, long failed)
    {
        if (votes == 0)
        {
            return count;
        }
        _votes[count] = votes;
        _failed[count] = Math.Min(failed, votes);
        _shares[count] = (double)_failed[count] / votes;
        _order[count] = count;
        return count + 1;
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
