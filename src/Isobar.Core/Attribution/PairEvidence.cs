using System.Runtime.CompilerServices;

namespace Isobar.Core.Attribution;

/// <summary>What a pair counted in a channel over some windows, ready to be asked about hypotheses.</summary>
internal struct PairEvidence
{
    /// <summary>Its counts.</summary>
    public ChannelCounts Counts;

    /// <summary>Usual shares of its samples between the edges.</summary>
    public BinValues UsualBins;

    /// <summary>How much more likely its times are within the margin than as usual, nats; 0 for failures.</summary>
    public double WithinMargin;

    /// <summary>Whether it says nothing to any hypothesis.</summary>
    public readonly bool IsEmpty => Counts is { Trials: <= 0, ClientsExpected: <= 0 };

    /// <summary>One value for each bin that the edges make.</summary>
    [InlineArray(DropLikelihood.Bins)]
    public struct BinValues
    {
        private double _first;
    }
}
