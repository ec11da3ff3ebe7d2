using System.Globalization;
using System.Text;
using Isobar.Core.Atlas.Sources;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>
/// The identity of a city-network: a stable 64-bit hash of its location's names and its ASN. It is the same on every machine and after every
/// update of the geo data, so stored rows keep their meaning. Zero stands for "not in the atlas".
/// </summary>
public readonly record struct CityNetworkId(ulong Value) : IComparable<CityNetworkId>
{
    /// <summary>Traffic from addresses that no source of the atlas knows.</summary>
    public static readonly CityNetworkId Unlocated = new(0);

    /// <summary>
    /// The identity of these names. The country goes in by its ISO 3166 code, since its name differs between sources, the subdivision by what its spellings share
    /// (<see cref="RegionName.Stem"/>); the network's name stays out, since networks are renamed while their number stays.
    /// </summary>
    public static CityNetworkId Of(string countryCode, string subdivision, string metro, string city, uint asn)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{countryCode}\u001f{RegionName.Stem(countryCode, subdivision)}\u001f{metro}\u001f{city}\u001f{asn}");
        ulong hash = StableHash.Of(Encoding.UTF8.GetBytes(text));
        return new(hash == 0 ? 1 : hash);
    }

    /// <inheritdoc/>
    public int CompareTo(CityNetworkId other) => Value.CompareTo(other.Value);

    // Equality of keys is written out: the compiler's own asks for comparers at run time, which makes the first seconds of a process slow.

    /// <summary>Whether both are the same city-network.</summary>
    public bool Equals(CityNetworkId other) => Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Sixteen hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
