namespace Isobar.Core.Baselines;

/// <summary>Sums over the members of a group for one kind of failure, while history is read: whole numbers, so that the order of members does not matter.</summary>
internal struct FailureSums
{
    /// <summary>Binary places kept of x²/n.</summary>
    public const int RatioBits = 10;

    /// <summary>Members with more votes count as with so many, so that no giant alone says what is usual.</summary>
    private const long MostVotes = 1_000_000;

    /// <summary>Members with votes.</summary>
    public long Members;

    /// <summary>Their votes.</summary>
    public long Votes;

    /// <summary>Their failed votes.</summary>
    public long Failed;

    /// <summary>Sum of the squares of votes; holds nine million members with the most votes.</summary>
    public long VotesSquared;

    /// <summary>Sum of failed²/votes, times 2^<see cref="RatioBits"/>.</summary>
    public long Ratios;

    /// <summary>Adds a member.</summary>
    public void Add(long votes, long failed)
    {
        if (votes == 0)
        {
            return;
        }
        if (votes > MostVotes)
        {
            failed = (long)(failed / (double)votes * MostVotes);
            votes = MostVotes;
        }
        Members++;
        Votes += votes;
        Failed += failed;
        VotesSquared += votes * votes;
        Ratios += (failed * failed << RatioBits) / votes;
    }
}
