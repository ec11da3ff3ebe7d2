using System.Runtime.InteropServices;
using System.Text;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>Writes one chunk of rows column by column, so that the order of the calls is the order of the table.</summary>
/// <param name="appender">Where to.</param>
/// <param name="first">First row of the lists that is written.</param>
/// <param name="count">Rows to write; at most a chunk.</param>
internal ref struct ColumnWriter(DuckDbAppender appender, int first, int count)
{
    private int _column;

    /// <summary>The rows of a list of numbers; enums are numbers of their size.</summary>
    public void Numbers<T>(List<T> values)
        where T : unmanaged => Numbers<T>(CollectionsMarshal.AsSpan(values).Slice(first, count));

    /// <summary>The first rows of a span of numbers, which begins with the chunk's first row.</summary>
    public void Numbers<T>(ReadOnlySpan<T> values)
        where T : unmanaged => values[..count].CopyTo(appender.Column<T>(_column++));

    /// <summary>One number for all rows.</summary>
    public void Same<T>(T value)
        where T : unmanaged => appender.Column<T>(_column++)[..count].Fill(value);

    /// <summary>The rows of a list of blobs.</summary>
    public void Bytes(List<byte[]> values) => appender.SetBytes(_column++, CollectionsMarshal.AsSpan(values).Slice(first, count));

    /// <summary>Blobs or UTF-8 texts, which begin with the chunk's first row.</summary>
    public void Bytes(ReadOnlySpan<byte[]> values) => appender.SetBytes(_column++, values);

    /// <summary>The rows of a list of texts, of which there are few different ones.</summary>
    public void Texts(List<string> values)
    {
        var texts = new byte[count][];
        string? last = null;
        for (int i = 0; i < count; i++)
        {
            string text = values[first + i];
            texts[i] = text == last ? texts[i - 1] : Encoding.UTF8.GetBytes(text);
            last = text;
        }
        Bytes(texts);
    }

    /// <summary>One text for all rows.</summary>
    public void SameText(string value)
    {
        var texts = new byte[count][];
        Array.Fill(texts, Encoding.UTF8.GetBytes(value));
        Bytes(texts);
    }
}
