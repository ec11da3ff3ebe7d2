using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Isobar.Core.Locations;

/// <summary>
/// The cities of edge locations by IATA airport code, as CloudFront (`x-edge-location`) and other content delivery networks write them into their logs.
/// Coordinates are those of the city, where the data centres are, not of the airport. The code table is in <see cref="EdgeCities"/>.
/// </summary>
public static class EdgeLocations
{
    private const int CodeLength = 3;

    /// <summary>All edges, in ordinal order of their codes.</summary>
    public static ImmutableArray<ServiceLocation> All { get; } =
        [.. EdgeCities.All.OrderBy(edge => edge.Name, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<int, ServiceLocation> s_byCode = All.ToFrozenDictionary(edge => Pack(edge.Name[0], edge.Name[1], edge.Name[2]));

    /// <summary>
    /// The edge that a log names, or null: `FRA56-C1` is a place in Frankfurt, so the first three letters decide; what follows must not be a letter. No allocation.
    /// </summary>
    public static ServiceLocation? Find(ReadOnlySpan<byte> edgeLocation) =>
        edgeLocation.Length >= CodeLength && (edgeLocation.Length == CodeLength || !char.IsAsciiLetter((char)edgeLocation[CodeLength]))
            ? s_byCode.GetValueOrDefault(Pack((char)edgeLocation[0], (char)edgeLocation[1], (char)edgeLocation[2]))
            : null;

    /// <summary>The edge of exactly this code in capitals, or null.</summary>
    internal static ServiceLocation? FindCode(string code) =>
        code.Length == CodeLength ? s_byCode.GetValueOrDefault(Pack(code[0], code[1], code[2])) : null;

    /// <summary>Three characters in one number; any that is not ASCII gives -1, which no code has.</summary>
    private static int Pack(char first, char second, char third) =>
        (first | second | third) < 128 ? (first << 16) | (second << 8) | third : -1;
}
