using Isobar.Core.Atlas;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>Reads some rows of a chunk column by column, in the order of the query.</summary>
/// <param name="reader">The chunk.</param>
/// <param name="first">First row to read.</param>
/// <param name="count">Rows to read.</param>
internal ref struct ColumnReader(DuckDbDataReader reader, int first, int count)
{
    private int _column;

    /// <summary>Leaves columns out.</summary>
    public void Skip(int columns = 1) => _column += columns;

    /// <summary>Adds numbers to a list; enums are numbers of their size.</summary>
    public void Numbers<T>(List<T> values)
        where T : unmanaged => values.AddRange(reader.Column<T>(_column++).Slice(first, count));

    /// <summary>Adds city-networks to a list.</summary>
    public void CityNetworks(List<CityNetworkId> values)
    {
        foreach (ulong id in reader.Column<ulong>(_column++).Slice(first, count))
        {
            values.Add(new CityNetworkId(id));
        }
    }

    /// <summary>Adds blobs to a list.</summary>
    public void Bytes(List<byte[]> values)
    {
        int column = _column++;
        for (int row = first; row < first + count; row++)
        {
            ReadOnlySpan<byte> value = reader.GetBytes(column, row);
            values.Add(value.IsEmpty ? [] : value.ToArray());
        }
    }

    /// <summary>Adds texts to a list; rows that repeat the one before share its string.</summary>
    public void Texts(List<string> values)
    {
        int column = _column++;
        for (int row = first; row < first + count; row++)
        {
            bool same = row > first && reader.GetBytes(column, row).SequenceEqual(reader.GetBytes(column, row - 1));
            values.Add(same ? values[^1] : reader.GetString(column, row));
        }
    }
}
