using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Json;

/// <summary>Reads lines of a <see cref="JsonFormat"/> in one pass, without allocation.</summary>
internal sealed class JsonLineParser : LineParser
{
    /// <summary>What a syslog relay or a container runtime writes before the object is far shorter; further right a brace belongs to something else.</summary>
    private const int LongestPrefix = 512;

    private const int LongestEscapedName = 256;

    private readonly JsonSpec _spec;
    private readonly JsonPath _root;
    private readonly ParserOptions _options;
    private readonly FieldReader _reader;
    private readonly TextScratch _scratch = new();

    // The path of each open level, and the best rank that a field was read with; kept here to spare clearing them on the stack.
    private readonly JsonPath?[] _levels = new JsonPath?[JsonScanner.GreatestDepth + 1];
    private readonly byte[] _ranks = new byte[(int)RecordField.Kind + 1];

    public JsonLineParser(JsonSpec spec, JsonPath root, ParserOptions options)
    {
        _spec = spec;
        _root = root;
        _options = options;
        _reader = new(options, spec.Name, spec.Rules);
    }

    public override LineParser Fork() => new JsonLineParser(_spec, _root, _options);

    public override ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record)
    {
        if (!line.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
        {
            return ParseError.Blank;
        }
        if (line[0] == '#')
        {
            return ParseError.Comment;
        }
        int brace = line[..Math.Min(line.Length, LongestPrefix)].IndexOf((byte)'{');
        if (brace < 0)
        {
            return ParseError.NotJson;
        }
        _scratch.Reset();
        Array.Fill(_ranks, byte.MaxValue);
        RecordDraft draft = RecordDraft.Empty;
        ParseError error = ReadObject(line[brace..], ref draft);
        error = error == ParseError.None ? Finish(ref draft, ref record) : error;
        // Without a client or a time it is no traffic at all, but the server's own message; any JSON would look like one, so detection must not count it.
        bool isMessage = error == ParseError.NotTraffic && !(draft.HasTime && (draft.HasPeer || !draft.Forwarded.IsEmpty));
        return isMessage ? ParseError.Comment : error;
    }

    private ParseError Finish(ref RecordDraft draft, ref TrafficRecord record)
    {
        if (_spec.Kinds is { Required: true } && !WasRead(RecordField.Kind))
        {
            return ParseError.NotTraffic;
        }
        if (!WasRead(_spec.Needs))
        {
            return ParseError.Mismatch;
        }
        // Some writers have a whole time and one in two parts: the whole one counts, in whatever order they stand.
        draft.DateMicros = WasRead(RecordField.Time) ? 0 : draft.DateMicros;
        AbsoluteUrl.Split(ref draft);
        return _reader.Finish(draft, ref record);
    }

    private bool WasRead(RecordField field) => field == RecordField.Ignored || _ranks[(int)field] != byte.MaxValue;

    /// <summary>Reads to the end of the object even behind a faulty value, since a broken object is the graver fault: the line may be cut.</summary>
    private ParseError ReadObject(ReadOnlySpan<byte> text, ref RecordDraft draft)
    {
        var json = new JsonScanner(text);
        var error = ParseError.None;
        JsonPath? path = null;
        int depth = 0;
        while (true)
        {
            JsonTokenKind token = json.Next();
            switch (token)
            {
                case JsonTokenKind.Broken:
                    return ParseError.NotJson;
                case JsonTokenKind.End:
                    return error;
                case JsonTokenKind.Name:
                    path = _levels[depth]!.Step(json.IsEscaped ? UnescapedName(json.Value) : json.Value);
                    continue;
                case JsonTokenKind.StartObject or JsonTokenKind.StartArray:
                    JsonPath? opened = depth == 0 ? _root : path;
                    if (opened is null)
                    {
                        if (!json.TrySkip())
                        {
                            return ParseError.NotJson;
                        }
                        break;
                    }
                    depth++;
                    _levels[depth] = opened;
                    path = opened;
                    continue;
                case JsonTokenKind.EndObject or JsonTokenKind.EndArray:
                    depth--;
                    break;
                case JsonTokenKind.String or JsonTokenKind.Literal:
                    ParseError valueError = path is null ? ParseError.None : ReadValue(path, json, ref draft);
                    error = error == ParseError.None || valueError == ParseError.NotTraffic ? valueError : error;
                    break;
            }
            // The path is that of one value. Behind the first element of an array there is none, so the others are read over.
            path = null;
        }
    }

    private ParseError ReadValue(JsonPath path, in JsonScanner json, ref RecordDraft draft)
    {
        FieldBinding binding = path.Binding;
        ReadOnlySpan<byte> value = json.Value;
        if (binding.Field == RecordField.Ignored || path.Rank >= _ranks[(int)binding.Field] || Quantity.IsAbsent(value)
            || (binding.Field == RecordField.TimeOfDay && WasRead(RecordField.Time)))
        {
            return ParseError.None;
        }
        if (binding.Field != RecordField.TimeToFirstBytePart)
        {
            _ranks[(int)binding.Field] = path.Rank;
        }
        value = json.IsEscaped ? _scratch.UnescapeJson(value) : value;
        switch (binding.Field)
        {
            case RecordField.Kind:
                return _spec.Kinds is null || _spec.Kinds.Admits(value) ? ParseError.None : ParseError.NotTraffic;
            case RecordField.EdgeLocation when _spec.EdgeIsSuffix:
                value = value[(value.LastIndexOf((byte)'-') + 1)..];
                break;
            case RecordField.UserAgent or RecordField.ForwardedFor when _spec.IsPercentEncoded:
                value = _scratch.PercentDecode(value);
                break;
        }
        return _reader.Read(binding, value, ref draft);
    }

    /// <summary>A member's name without its escapes. Names that are read are short, so a longer one is none of them.</summary>
    private ReadOnlySpan<byte> UnescapedName(ReadOnlySpan<byte> name) => name.Length <= LongestEscapedName ? _scratch.UnescapeJson(name) : default;
}
