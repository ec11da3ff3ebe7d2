using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Traffic;

namespace Isobar.Core.Scoring;

/// <summary>The autonomous systems from the service's own to the client network, both included.</summary>
/// <param name="Asns">The AS numbers, in the order of the path.</param>
public sealed record AsPath(ImmutableArray<uint> Asns)
{
    /// <summary>The networks between the service's own and the client's.</summary>
    public ImmutableArray<uint> Transit => Asns.Length > 2 ? Asns[1..^1] : [];

    /// <summary>The numbers joined by blanks, as in a routing table.</summary>
    public override string ToString() => string.Join(' ', Asns.Select(asn => asn.ToString(CultureInfo.InvariantCulture)));

    /// <inheritdoc/>
    public bool Equals(AsPath? other) => other is not null && Asns.SequenceEqual(other.Asns);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        ulong hash = 0;
        foreach (uint asn in Asns)
        {
            hash = StableHash.Combine(hash, asn);
        }
        return unchecked((int)hash);
    }
}
