using System.Text;

namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Splits CSV (RFC 4180) in memory into rows and fields: quoted fields may hold commas, line ends and doubled quotes; lines end in LF or CRLF; blank
/// lines are skipped. Fields are valid until the next row.
/// </summary>
internal ref struct CsvRowReader
{
    /// <summary>Most fields of a row, and most bytes: more than any published file has, so a binary or endless line is refused at once.</summary>
    private const int MaxFields = 32;
    private const int MaxRowBytes = 64 * 1024;

    private readonly string _file;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Range[] _fields = new Range[MaxFields];
    private int _position;
    private long _nextLine = 1;

    public CsvRowReader(string file, ReadOnlySpan<byte> bytes)
    {
        _file = file;
        _bytes = bytes;
        // A byte order mark is no part of the first field.
        _position = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
    }

    /// <summary>Fields of the current row.</summary>
    public int Count { get; private set; }

    /// <summary>Line on which the current row begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>Byte at which the current row begins.</summary>
    public int Offset { get; private set; }

    /// <summary>The share of the file that has been read, 0 to 1.</summary>
    public readonly double Progress => _bytes.Length == 0 ? 1 : (double)_position / _bytes.Length;

    /// <summary>Goes to the next row; false at the end of the file.</summary>
    public bool Next()
    {
        while (_position < _bytes.Length && _bytes[_position] is (byte)'\n' or (byte)'\r')
        {
            _nextLine += _bytes[_position] == '\n' ? 1 : 0;
            _position++;
        }
        Offset = _position;
        Line = _nextLine;
        Count = 0;
        if (_position >= _bytes.Length)
        {
            return false;
        }
        while (ReadField())
        {
        }
        return true;
    }

    /// <summary>The bytes of a field, without its quotes; doubled quotes are still doubled. Empty for a field that the row does not have.</summary>
    public readonly ReadOnlySpan<byte> Raw(int field) => field >= 0 && field < Count ? _bytes[_fields[field]] : default;

    /// <summary>The text of a field, empty for a field that the row does not have.</summary>
    public readonly string Text(int field)
    {
        ReadOnlySpan<byte> raw = Raw(field);
        string text = Encoding.UTF8.GetString(raw);
        return raw.Contains((byte)'"') ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text;
    }

    /// <summary>An error at the current row.</summary>
    public readonly AtlasFormatException Fault(string fault) => AtlasFormatException.AtLine(_file, Line, Offset, fault);

    private bool ReadField()
    {
        if (Count == MaxFields)
        {
            throw Fault("more than 32 fields; this is no range CSV");
        }
        int start = _position;
        bool isQuoted = start < _bytes.Length && _bytes[start] == '"';
        int end = isQuoted ? FindClosingQuote(start + 1) : start + UnquotedLength(start);
        _fields[Count++] = isQuoted ? (start + 1)..end : start..end;
        _position = isQuoted ? end + 1 : end;
        if (_position - Offset > MaxRowBytes)
        {
            throw Fault("longer than 64 KiB; this is no range CSV");
        }
        if (_position >= _bytes.Length)
        {
            return false;
        }
        byte separator = _bytes[_position];
        if (separator == ',')
        {
            _position++;
            return true;
        }
        if (separator is (byte)'\n' or (byte)'\r')
        {
            return false;
        }
        throw Fault("a quoted field must end at a comma or at the end of the line");
    }

    private readonly int UnquotedLength(int start)
    {
        ReadOnlySpan<byte> rest = _bytes[start..Math.Min(_bytes.Length, start + MaxRowBytes + 1)];
        int length = rest.IndexOfAny((byte)',', (byte)'\n', (byte)'\r');
        return length < 0 ? rest.Length : length;
    }

    private int FindClosingQuote(int from)
    {
        int limit = Math.Min(_bytes.Length, from + MaxRowBytes);
        for (int i = from; i < limit; i++)
        {
            if (_bytes[i] == '\n')
            {
                _nextLine++;
            }
            else if (_bytes[i] == '"')
            {
                if (i + 1 >= _bytes.Length || _bytes[i + 1] != '"')
                {
                    return i;
                }
                i++;
            }
        }
        throw Fault("a quoted field does not end");
    }
}
