using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Columns;

/// <summary>Reads the lines of a <see cref="ColumnFormat"/>. Records allocate nothing; a header that changes the columns does.</summary>
internal sealed class ColumnParser : LineParser
{
    private readonly ColumnSpec _spec;
    private readonly ParserOptions _options;
    private readonly FieldReader _reader;
    private readonly ColumnHeaders _headers;
    private readonly TextScratch _scratch = new();
    private readonly byte[] _quietTermination;

    public ColumnParser(ColumnSpec spec, ParserOptions options, ColumnPlan? initial)
        : this(spec, options, new ColumnHeaders(spec, initial))
    {
    }

    private ColumnParser(ColumnSpec spec, ParserOptions options, ColumnHeaders headers)
    {
        _spec = spec;
        _options = options;
        _headers = headers;
        _reader = new(options, spec.Name, spec.Rules);
        _quietTermination = Encoding.UTF8.GetBytes(spec.QuietTermination);
    }

    public override bool HasHeaders => _spec.Headers != HeaderStyle.None;

    public override string? HeaderFault => _headers.Fault;

    public override LineParser Fork() => new ColumnParser(_spec, _options, _headers.Copy());

    public override bool NoteHeader(ReadOnlySpan<byte> line) => _headers.Note(ColumnHeaders.WithoutMark(line));

    public override ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record)
    {
        line = ColumnHeaders.WithoutMark(line);
        if (!line.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
        {
            return ParseError.Blank;
        }
        if (_headers.MayBeHeader(line) && _headers.Note(line))
        {
            return ParseError.Header;
        }
        if (line[0] == '#')
        {
            return ParseError.Comment;
        }
        ColumnPlan? plan = _headers.Plan;
        if (plan is null)
        {
            return ParseError.NoHeader;
        }
        return plan.Refusal != ParseError.None ? plan.Refusal : ReadColumns(line, plan, ref record);
    }

    private ParseError ReadColumns(ReadOnlySpan<byte> line, ColumnPlan plan, ref TrafficRecord record)
    {
        _scratch.Reset();
        RecordDraft draft = RecordDraft.Empty;
        draft.DateMicros = plan.LacksDate ? _headers.DateMicros : 0;
        ParseError error = ParseError.None;
        var fields = new FieldSplitter(line, plan.Split);
        int column = 0;
        while (fields.TryNext(out ReadOnlySpan<byte> value))
        {
            if (column == plan.Bindings.Length)
            {
                if (plan.IsExact)
                {
                    return ParseError.Mismatch;
                }
                break;
            }
            FieldBinding binding = plan.Bindings[column++];
            if (binding.Field == RecordField.Ignored || error != ParseError.None)
            {
                continue;
            }
            value = fields.HasDoubledQuotes ? _scratch.Undouble(value) : value;
            error = ReadField(binding, _headers.IsAbsent(value) ? default : value, ref draft);
            if (error == ParseError.NotTraffic)
            {
                return error;
            }
        }
        // A line that ends early is told as such, whatever its last, cut column looked like.
        if (fields.IsBroken || column < plan.Fewest)
        {
            return ParseError.Truncated;
        }
        return error != ParseError.None ? error : Finish(ref draft, ref record);
    }

    private ParseError ReadField(FieldBinding binding, ReadOnlySpan<byte> value, ref RecordDraft draft)
    {
        switch (binding.Field)
        {
            case RecordField.Kind:
                return _spec.Kinds is null || value.IsEmpty || _spec.Kinds.Admits(value) ? ParseError.None : ParseError.NotTraffic;
            case RecordField.Termination when value.SequenceEqual(_quietTermination):
                return ParseError.None;
            case RecordField.UserAgent or RecordField.ForwardedFor:
                value = _spec.Coding switch
                {
                    TextCoding.Percent => _scratch.PercentDecode(value),
                    TextCoding.Plus => _scratch.PlusToSpace(value),
                    _ => value,
                };
                break;
        }
        return _reader.Read(binding, value, ref draft);
    }

    private ParseError Finish(ref RecordDraft draft, ref TrafficRecord record)
    {
        AbsoluteUrl.Split(ref draft);
        return _reader.Finish(draft, ref record);
    }
}
