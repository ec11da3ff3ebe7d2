using Isobar.Core.Windows;

namespace Isobar.Core.Scoring;

/// <summary>The sealed traffic of one window, with what is known of its sources.</summary>
/// <param name="Start">Start of the window, Unix seconds.</param>
/// <param name="Batches">The tallies of the window, of any number of shards in any order.</param>
/// <param name="SilentLocations">Service locations whose sources have a gap, or log only a share of the requests: that few came says nothing about users there.</param>
public sealed record SealedWindow(long Start, IReadOnlyList<TallyBatch> Batches, IReadOnlySet<string> SilentLocations)
{
    /// <summary>A window in which all sources were heard.</summary>
    public SealedWindow(long start, IReadOnlyList<TallyBatch> batches)
        : this(start, batches, new HashSet<string>())
    {
    }
}
