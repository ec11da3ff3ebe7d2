using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// The usual shares of a pair, as last seen: they change with the hour, not with the window, so sixteen bytes a pair replace as many a window.
/// </summary>
internal struct PairUsual
{
    public Half Network;
    public Half Service;
    public EdgeValues<Half> Slow;

    /// <summary>Takes over what a window says; what it says nothing about stays.</summary>
    public void Update(in PairCounts counts)
    {
        if (counts.Votes > 0)
        {
            Network = (Half)(counts.NetworkExpected / counts.Votes);
            Service = (Half)(counts.ServiceExpected / counts.Votes);
        }
        if (counts.Rtt.Samples > 0)
        {
            for (int edge = 0; edge < EdgeExpectation.Count; edge++)
            {
                Slow[edge] = (Half)(counts.Rtt.Expected[edge] / counts.Rtt.Samples);
            }
        }
    }
}
