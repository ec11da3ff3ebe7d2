using System.Globalization;

namespace Isobar.Storage.Columns;

/// <summary>
/// Divides city-networks into parts of about equal numbers of rows: their ids are hashes, so equal ranges of ids hold equal numbers. A sealed day is sorted by
/// id, so a part reads little more than its own rows.
/// </summary>
internal static class CityNetworkParts
{
    /// <summary>Rows of a part: one of tallies takes some 50 MB to sort and hand out, and the engine's row groups hold 122,880.</summary>
    public const int RowsPerPart = 100_000;

    /// <summary>Conditions on a row, in the order of ids, of which each row fulfils one.</summary>
    public static IEnumerable<string> Of(long rows, int rowsPerPart)
    {
        UInt128 parts = (UInt128)Math.Max(1, (rows + rowsPerPart - 1) / rowsPerPart), ids = (UInt128)ulong.MaxValue + 1;
        for (UInt128 part = 0; part < parts; part++)
        {
            var first = (ulong)(ids * part / parts);
            var last = (ulong)(ids * (part + 1) / parts - 1);
            yield return string.Create(CultureInfo.InvariantCulture, $"city_network BETWEEN {first} AND {last}");
        }
    }
}
