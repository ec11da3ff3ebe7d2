using System.Collections.Immutable;

namespace Isobar.Core.Events;

/// <summary>The networks at fault, where they could be named (spec 4.5).</summary>
/// <param name="Networks">The networks that are blamed.</param>
/// <param name="AsPath">The networks from the service to the client, both included.</param>
/// <param name="EventType">On whose side it lies.</param>
public sealed record NetworkImpairment(ImmutableArray<Network> Networks, ImmutableArray<Network> AsPath, NetworkEventType EventType)
{
    /// <inheritdoc/>
    public bool Equals(NetworkImpairment? other) =>
        other is not null && EventType == other.EventType && Networks.SequenceEqual(other.Networks) && AsPath.SequenceEqual(other.AsPath);

    /// <inheritdoc/>
    public override int GetHashCode() => Networks.Length > 0 ? Networks[0].GetHashCode() : (int)EventType;
}
