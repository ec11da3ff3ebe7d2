using System.Text;

namespace Isobar.Core.Formats.Columns;

/// <summary>What the header lines of one stream have said so far.</summary>
internal sealed class ColumnHeaders
{
    private readonly ColumnSpec _spec;
    private byte[] _separator = [];
    private byte[] _unset = [(byte)'-'];
    private byte[] _empty = [];
    private bool _dateIsKnown;
    private bool _firstLineSeen;
    private string? _firstLineFault;

    public ColumnHeaders(ColumnSpec spec, ColumnPlan? initial)
    {
        _spec = spec;
        Plan = initial;
        _firstLineSeen = initial is not null;
    }

    /// <summary>The columns of the lines that follow; null as long as none were named.</summary>
    public ColumnPlan? Plan { get; private set; }

    /// <summary>The day of lines without one, as midnight in microseconds since 1970.</summary>
    public long DateMicros { get; private set; }

    /// <summary>Why the columns cannot be used; null when they can.</summary>
    public string? Fault => Plan is null ? _firstLineFault : Plan.Fault;

    /// <summary>The same knowledge, to go on with independently. What is shared never changes.</summary>
    public ColumnHeaders Copy() => (ColumnHeaders)MemberwiseClone();

    /// <summary>The line without the byte order mark that editors put before the first one.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> line) => line.StartsWith("\uFEFF"u8) ? line[3..] : line;

    /// <summary>A cheap test that spares most lines the look at header texts.</summary>
    public bool MayBeHeader(ReadOnlySpan<byte> line) => _spec.Headers switch
    {
        HeaderStyle.None => false,
        HeaderStyle.FirstLine => !_firstLineSeen || (Plan is not null && line.SequenceEqual(Plan.Header)),
        _ => line[0] == '#',
    };

    /// <summary>Whether the value says that there is none.</summary>
    public bool IsAbsent(ReadOnlySpan<byte> value) => value.SequenceEqual(_unset) || (_empty.Length > 0 && value.SequenceEqual(_empty));

    /// <summary>Takes note of a header line; returns whether it was one.</summary>
    public bool Note(ReadOnlySpan<byte> line) => !line.IsEmpty && _spec.Headers switch
    {
        HeaderStyle.W3c => line[0] == '#' && NoteW3c(line),
        HeaderStyle.Zeek => line[0] == '#' && NoteZeek(line),
        HeaderStyle.FirstLine => NoteFirstLine(line),
        _ => false,
    };

    private bool NoteW3c(ReadOnlySpan<byte> line)
    {
        if (TryDirective(line, "#Date:"u8, out ReadOnlySpan<byte> date))
        {
            bool read = LogTime.TryReadDate(date[..Math.Min(date.Length, 10)], out long micros);
            DateMicros = read ? micros : DateMicros;
            _dateIsKnown |= read;
            return read;
        }
        if (!TryDirective(line, "#Fields:"u8, out ReadOnlySpan<byte> names))
        {
            return false;
        }
        if (Plan is null || !names.SequenceEqual(Plan.Header))
        {
            Plan = ColumnPlan.ForHeader(_spec, _spec.Splits[0], ColumnPlan.Names(names, ColumnSplit.Whitespace), names, _dateIsKnown);
        }
        return true;
    }

    private bool NoteZeek(ReadOnlySpan<byte> line)
    {
        if (TryDirective(line, "#separator"u8, out ReadOnlySpan<byte> separator))
        {
            Keep(ref _separator, Unescaped(separator));
            return true;
        }
        ColumnSplit split = _separator.Length == 1 ? new(_separator[0], QuoteStyle.None) : ColumnSplit.Tab;
        if (TryZeekDirective(line, "#unset_field"u8, split, out ReadOnlySpan<byte> unset))
        {
            Keep(ref _unset, unset);
            return true;
        }
        if (TryZeekDirective(line, "#empty_field"u8, split, out ReadOnlySpan<byte> empty))
        {
            Keep(ref _empty, empty);
            return true;
        }
        if (!TryZeekDirective(line, "#fields"u8, split, out ReadOnlySpan<byte> names))
        {
            return false;
        }
        if (Plan is null || !names.SequenceEqual(Plan.Header) || Plan.Split != split)
        {
            Plan = ColumnPlan.ForHeader(_spec, split, ColumnPlan.Names(names, split), names, dateIsKnown: false);
        }
        return true;
    }

    private bool NoteFirstLine(ReadOnlySpan<byte> line)
    {
        if (_firstLineSeen)
        {
            return Plan is not null && line.SequenceEqual(Plan.Header);
        }
        // A hash before the names is a habit of some writers; a real comment names no column and is passed over.
        ReadOnlySpan<byte> names = line[0] == '#' ? line[1..].TrimStart((byte)' ') : line;
        ColumnPlan? best = null;
        foreach (ColumnSplit split in _spec.Splits)
        {
            List<string> columns = ColumnPlan.Names(names, split);
            if (!ColumnPlan.KnowsAny(_spec, columns))
            {
                continue;
            }
            ColumnPlan plan = ColumnPlan.ForHeader(_spec, split, columns, line, dateIsKnown: false);
            best = best is null || (best.Fault is not null && plan.Fault is null) ? plan : best;
        }
        if (best is null && line[0] == '#')
        {
            return false;
        }
        _firstLineSeen = true;
        Plan = best;
        _firstLineFault = best is not null ? null : "The first line names no column that is known, so nothing says what the columns mean: "
            + "put a header before it, or lay the columns out with a format such as columns:comma:client,time,status,out,rtt:ms.";
        return best is not null;
    }

    /// <summary>What stands behind the name of a directive and the blanks that follow it.</summary>
    private static bool TryDirective(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        bool found = line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
        value = found ? line[name.Length..].Trim(" \t\r"u8) : default;
        return found;
    }

    private static bool TryZeekDirective(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name, ColumnSplit split, out ReadOnlySpan<byte> value)
    {
        bool found = line.Length > name.Length && line.StartsWith(name) && line[name.Length] == split.Separator;
        value = found ? line[(name.Length + 1)..].TrimEnd((byte)'\r') : default;
        return found;
    }

    /// <summary>The separator as Zeek writes it, `\x09`, or as it is.</summary>
    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text) =>
        text.Length == 4 && text[0] == '\\' && text[1] == 'x' && System.Buffers.Text.Utf8Parser.TryParse(text[2..], out byte value, out int used, 'x') && used == 2
            ? new[] { value }
            : text;

    private static void Keep(ref byte[] kept, ReadOnlySpan<byte> value)
    {
        if (!value.SequenceEqual(kept))
        {
            kept = value.ToArray();
        }
    }
}
