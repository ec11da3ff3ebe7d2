using System.Collections.Immutable;

namespace Isobar.Core.Attribution;

/// <summary>What attribution says about a window.</summary>
/// <param name="Blames">The explanations of drops that happen now, in the order of metric and element.</param>
/// <param name="Aftermath">
/// Explanations of earlier windows, each with the pairs that drop only because their tests look back over it: thin pairs are tested over up to six hours.
/// </param>
/// <param name="Standing">What the window says about each explanation that was given as standing.</param>
public sealed record BlameReport(ImmutableArray<Blame> Blames, ImmutableArray<Blame> Aftermath, ImmutableArray<StandingState> Standing)
{
    /// <summary>Nothing drops and nothing stands.</summary>
    public static BlameReport Nothing { get; } = new([], [], []);
}
