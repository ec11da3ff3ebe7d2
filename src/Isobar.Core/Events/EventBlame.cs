using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>An explanation of a part of an event, without the numbers of pairs, which mean nothing outside a run.</summary>
/// <remarks>Two instances are equal when they share their list of suspects; <see cref="SaysTheSameAs"/> compares what is said.</remarks>
/// <param name="Verdict">Whether somebody is named.</param>
/// <param name="Cause">Whose matter it is.</param>
/// <param name="Element">The one to blame, or the narrowest element that holds the drop.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
/// <param name="Suspects">All that were weighed, with their votes, the most likely first.</param>
/// <param name="ShareOfImpact">The part of the event's impact that it explains, 0 to 1.</param>
public sealed record EventBlame(
    BlameVerdict Verdict, Cause Cause, NetworkElement Element, double Confidence, ImmutableArray<Suspect> Suspects, double ShareOfImpact)
{
    /// <summary>Whether the same is named with the same cause; votes and confidence move with every window and are no news.</summary>
    public bool SaysTheSameAs(EventBlame? other) =>
        other is not null && (Verdict, Cause, Element) == (other.Verdict, other.Cause, other.Element);
}
