namespace Isobar.Core.Baselines;

/// <summary>Usual failures of a group by one kind, and how alike its members are.</summary>
/// <param name="Share">Share of votes that usually fail, shrunk to the wider group's.</param>
/// <param name="Prior">Votes that the share weighs as a prior of a member's own: k of the beta-binomial.</param>
internal readonly record struct FailureGroup(double Share, double Prior)
{
    private const double LeastPrior = 30;
    private const double MostPrior = 100_000;

    /// <summary>Where nothing is known at all: one vote in a thousand fails, and that is worth a hundred votes.</summary>
    public static readonly FailureGroup First = new(0.001, 100);

    /// <summary>The group of these sums; what they do not tell comes from the wider group.</summary>
    public static FailureGroup Of(in FailureSums sums, FailureGroup wider)
    {
        double share = wider.ShareOf(sums.Votes, sums.Failed);
        if (sums.Members < 2 || sums.Failed == 0 || sums.Failed == sums.Votes)
        {
            return new(share, wider.Prior);
        }
        // Kleinman's moments (1973): Σ n (p_i − p)² is p (1 − p) (M − 1) for equal members, and more by the intra-class correlation 1/(k + 1).
        double n = sums.Votes, p = sums.Failed / n, others = sums.Members - 1;
        double spread = (double)sums.Ratios / (1 << FailureSums.RatioBits) - sums.Failed * p;
        double room = n - (double)sums.VotesSquared / n - others;
        double correlation = room > 0 ? (spread / (p * (1 - p)) - others) / room : 0;
        double own = correlation > 0 ? Math.Clamp(1 / correlation - 1, LeastPrior, MostPrior) : MostPrior;
        // Few members say little of how alike all are, so the wider group's estimate counts as some more.
        double weight = others / (others + TimesGroup.PriorMembers);
        return new(share, 1 / (weight / own + (1 - weight) / wider.Prior));
    }

    /// <summary>The share of a member: its own, shrunk to the group's.</summary>
    public double ShareOf(long votes, long failed) => Math.Clamp((failed + Prior * Share) / (votes + Prior), 0, 1);
}
