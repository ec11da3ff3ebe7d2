using Isobar.Core.Baselines;

namespace Isobar.Core.Attribution;

/// <summary>
/// What a pair counted in a channel since a drop began. Counts of a window are divided by 1 + (n − 1)ρ before they are added, as windows scatter by more than
/// chance; so these are effective counts.
/// </summary>
internal struct ChannelCounts
{
    /// <summary>Votes or samples.</summary>
    public double Trials;

    /// <summary>Failed votes.</summary>
    public double Failed;

    /// <summary>Usual share of failed votes.</summary>
    public double UsualShare;

    /// <summary>Clients that came.</summary>
    public double Clients;

    /// <summary>Clients to be expected; 0 where volume is not tested.</summary>
    public double ClientsExpected;

    /// <summary>Samples above the edges.</summary>
    public EdgeValues<double> Above;

    /// <summary>Usual shares above the edges.</summary>
    public EdgeValues<double> UsualAbove;
}
