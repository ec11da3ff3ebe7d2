using System.Buffers;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Templates;

/// <summary>Walks the steps of a template along a line.</summary>
internal sealed class TemplateParser : LineParser
{
    private static readonly SearchValues<byte> s_number = SearchValues.Create("0123456789+-.,"u8);
    private static readonly SearchValues<byte> s_letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-"u8);

    private readonly TemplateFormat _format;
    private readonly ParserOptions _options;
    private readonly IReadOnlyList<OutcomeRule> _rules;
    private readonly TemplateStep[] _steps;
    private readonly FieldReader _reader;
    private readonly long _utcOffsetMicros;
    private bool _consumedWholeLine;

    public TemplateParser(TemplateFormat format, ParserOptions options, IReadOnlyList<OutcomeRule> rules)
    {
        _format = format;
        _options = options;
        _rules = rules;
        _steps = format.Steps;
        _reader = new(options, format.Name, rules);
        _utcOffsetMicros = options.UtcOffset.Ticks / TimeSpan.TicksPerMicrosecond;
    }

    /// <inheritdoc/>
    public override bool ConsumedWholeLine => _consumedWholeLine;

    /// <inheritdoc/>
    public override LineParser Fork() => new TemplateParser(_format, _options, _rules);

    /// <inheritdoc/>
    public override ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record)
    {
        int prefix = SyslogPrefix.LengthOf(line);
        ParseError error = ParseFrom(line[prefix..], ref record);
        if (error == ParseError.None)
        {
            return error;
        }
        if (prefix > 0)
        {
            // A template may describe the prefix itself.
            return ParseFrom(line, ref record) == ParseError.None ? ParseError.None : error;
        }
        return line.Trim(" \t\r"u8).IsEmpty ? ParseError.Blank
            : line[0] == '#' && !_format.Head.AsSpan().StartsWith("#"u8) ? ParseError.Comment
            : error;
    }

    private ParseError ParseFrom(ReadOnlySpan<byte> line, ref TrafficRecord record)
    {
        record.Clear();
        if (!line.StartsWith(_format.Head))
        {
            return ParseError.Mismatch;
        }
        RecordDraft draft = RecordDraft.Empty;
        ReadOnlySpan<byte> rest = line[_format.Head.Length..];
        ParseError badClient = ParseError.None;
        foreach (TemplateStep step in _steps)
        {
            ParseError error = ReadStep(step, ref rest, ref draft);
            if (error is ParseError.HostName or ParseError.BadAddress)
            {
                // Nearly every word is a host name: it is the client's only if the rest of the line has the shape of this format.
                badClient = error;
            }
            else if (error != ParseError.None)
            {
                return badClient == ParseError.None ? error : ParseError.Mismatch;
            }
        }
        // People append fields to a format: what follows behind white space is theirs.
        if (!rest.IsEmpty && !IsWhite(rest[0]))
        {
            return ParseError.Mismatch;
        }
        if (badClient != ParseError.None)
        {
            return badClient;
        }
        _consumedWholeLine = rest.Trim(" \t\r"u8).IsEmpty;
        return _reader.Finish(draft, ref record);
    }

    private ParseError ReadStep(TemplateStep step, ref ReadOnlySpan<byte> rest, ref RecordDraft draft)
    {
        int length;
        if (step.Kind == StepKind.Time)
        {
            if (!step.Pattern!.TryRead(rest, _utcOffsetMicros, out long micros, out length))
            {
                return ParseError.BadTime;
            }
            if (step.Binding.Field == RecordField.Time)
            {
                draft.TimeMicros = micros;
                draft.HasTime = true;
            }
        }
        else
        {
            length = LengthOf(step, rest);
            if (length < 0 && step.IsLast && _format.IsCutByWriter && draft.HasTime && step.Kind == StepKind.Quoted)
            {
                ParseError cut = _reader.Read(step.Binding, rest, ref draft);
                rest = default;
                return cut;
            }
        }
        if (length < 0 || !rest[length..].StartsWith(step.End))
        {
            return draft.HasTime && IsCutShort(step, rest, length) ? ParseError.Truncated : ParseError.Mismatch;
        }
        ReadOnlySpan<byte> text = rest[..length];
        rest = rest[(length + step.End.Length)..];
        if (step.Kind is StepKind.Captures or StepKind.Time)
        {
            return ParseError.None;
        }
        if (step.HasPort)
        {
            text = text[..Math.Max(text.LastIndexOf((byte)':'), 0)];
        }
        return IsOfShape(step.Shape, text) ? _reader.Read(step.Binding, text, ref draft) : ParseError.Mismatch;
    }

    /// <summary>Whether the line ended where more was to come; rather than going on with something else.</summary>
    private static bool IsCutShort(TemplateStep step, ReadOnlySpan<byte> rest, int length) =>
        length < 0 || step.End.AsSpan().StartsWith(rest[length..]);

    private static bool IsOfShape(FieldShape shape, ReadOnlySpan<byte> text) => shape switch
    {
        FieldShape.Number => !text.ContainsAnyExcept(s_number),
        FieldShape.Letters => !text.ContainsAnyExcept(s_letters),
        _ => true,
    };

    /// <summary>Length of the field at the start of the rest of the line, or -1 when the literal behind it does not come.</summary>
    private static int LengthOf(TemplateStep step, ReadOnlySpan<byte> rest)
    {
        switch (step.Kind)
        {
            case StepKind.Quoted:
                return QuotedLength(step, rest);
            case StepKind.Text when step.Shape is FieldShape.List or FieldShape.Request:
                return step.Shape == FieldShape.List ? ListLength(step.End, rest) : RequestLength(step.End, rest);
            case StepKind.Text:
                return step.UsualLength > 0 && rest.Length > step.UsualLength && rest[step.UsualLength..].StartsWith(step.End)
                    ? step.UsualLength
                    : rest.IndexOf(step.End);
            case StepKind.BeforeSlash:
                return rest.IndexOf((byte)'/');
            case StepKind.Captures:
                int close = rest.StartsWith("{"u8) ? rest.IndexOf("} "u8) : -2;
                return close == -1 ? -1 : close + 2;
            default:
                int white = step.Shape is FieldShape.Text or FieldShape.List or FieldShape.Request ? -1 : rest.IndexOfAny(" \t\r"u8);
                return white < 0 ? rest.TrimEnd(" \t\r"u8).Length : white;
        }
    }

    /// <summary>
    /// Servers escape a quote inside a field (`\"`, or `\x22` that has none), but not all of them: a quote that is not escaped and not followed by what the
    /// template has there belongs to the field.
    /// </summary>
    private static int QuotedLength(TemplateStep step, ReadOnlySpan<byte> rest)
    {
        int from = 0;
        while (true)
        {
            int quote = rest[from..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return -1;
            }
            int at = from + quote;
            int behind = at + step.End.Length;
            if (rest[at..].StartsWith(step.End)
                && !(step.IsLast && behind < rest.Length && !IsWhite(rest[behind]))
                && !(quote > 0 && rest[at - 1] == '\\' && IsEscaped(rest[..at])))
            {
                return at;
            }
            from = at + 1;
        }
    }

    /// <summary>Whether an odd number of backslashes stands at the end: an even number is that many halves of escaped backslashes.</summary>
    private static bool IsEscaped(ReadOnlySpan<byte> text) => ((text.Length - text.TrimEnd((byte)'\\').Length) & 1) == 1;

    private static int ListLength(ReadOnlySpan<byte> end, ReadOnlySpan<byte> rest)
    {
        int from = 0;
        while (true)
        {
            int next = rest[from..].IndexOf(end);
            int at = from + next;
            if (next < 0)
            {
                return -1;
            }
            bool inside = end[0] == ' ' && ((at > 0 && rest[at - 1] is (byte)',' or (byte)':') || rest[(at + 1)..].StartsWith(":"u8));
            if (!inside)
            {
                return at;
            }
            from = at + 1;
        }
    }

    private static int RequestLength(ReadOnlySpan<byte> end, ReadOnlySpan<byte> rest)
    {
        int version = rest.IndexOf(" HTTP/"u8);
        int from = version < 0 ? 0 : version + 6;
        int at = rest[from..].IndexOf(end);
        return at < 0 ? -1 : from + at;
    }

    private static bool IsWhite(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\r';
}
