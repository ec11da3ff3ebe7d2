namespace Isobar.Core.Formats.Columns;

/// <summary>Walks the columns of one line from left to right, without allocation. Columns are slices of the line, without their quotes.</summary>
internal ref struct FieldSplitter
{
    private readonly ColumnSplit _split;
    private ReadOnlySpan<byte> _rest;
    private bool _ended;

    public FieldSplitter(ReadOnlySpan<byte> line, ColumnSplit split)
    {
        _split = split;
        // Formats with blanks between columns write a dash for an empty one, so a blank at the end is where a line was cut.
        _rest = split.MergesRuns ? line.TrimStart(" \t"u8) : split.Separator == ' ' ? line.TrimEnd((byte)' ') : line;
        _ended = split.MergesRuns && _rest.IsEmpty;
    }

    /// <summary>Whether the column that was read last holds doubled quotes.</summary>
    public bool HasDoubledQuotes { get; private set; }

    /// <summary>Whether a quoted column did not end as the format demands; nothing can be read behind it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next column; false behind the last one and where the line is broken.</summary>
    public bool TryNext(out ReadOnlySpan<byte> field)
    {
        HasDoubledQuotes = false;
        if (_ended)
        {
            field = default;
            return false;
        }
        if (_split.Quotes != QuoteStyle.None && !_rest.IsEmpty && _rest[0] == '"')
        {
            int closing = _split.Quotes == QuoteStyle.Backslash ? FindClosingUnescaped() : FindClosingUndoubled();
            if (closing > 0)
            {
                field = _rest[1..closing];
                Advance(closing + 1);
                return true;
            }
            HasDoubledQuotes = false;
            if (_split.Quotes != QuoteStyle.DoubledIfMatched)
            {
                field = default;
                IsBroken = _ended = true;
                return false;
            }
        }
        int end = _split.MergesRuns ? _rest.IndexOfAny((byte)' ', (byte)'\t') : _rest.IndexOf(_split.Separator);
        end = end < 0 ? _rest.Length : end;
        field = _rest[..end];
        Advance(end);
        return true;
    }

    /// <summary>Steps over the separator at this place, or notes the end of the line.</summary>
    private void Advance(int end)
    {
        if (_split.MergesRuns)
        {
            _rest = _rest[end..].TrimStart(" \t"u8);
            _ended = _rest.IsEmpty;
            return;
        }
        _ended = end >= _rest.Length;
        _rest = _ended ? default : _rest[(end + 1)..];
    }

    private readonly bool EndsAt(int index) =>
        index == _rest.Length || _rest[index] == _split.Separator || (_split.MergesRuns && _rest[index] == '\t');

    /// <summary>The place of the closing quote, or -1.</summary>
    private int FindClosingUndoubled()
    {
        int from = 1;
        while (true)
        {
            int quote = _rest[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return -1;
            }
            int at = from + quote;
            if (at + 1 < _rest.Length && _rest[at + 1] == '"')
            {
                HasDoubledQuotes = true;
                from = at + 2;
                continue;
            }
            return EndsAt(at + 1) ? at : -1;
        }
    }

    /// <inheritdoc cref="FindClosingUndoubled"/>
    private readonly int FindClosingUnescaped()
    {
        int from = 1;
        while (from < _rest.Length)
        {
            int special = _rest[from..].IndexOfAny((byte)'"', (byte)'\\');
            if (special < 0)
            {
                return -1;
            }
            int at = from + special;
            if (_rest[at] == '"' && EndsAt(at + 1))
            {
                return at;
            }
            from = at + (_rest[at] == '\\' ? 2 : 1);
        }
        return -1;
    }
}
