using System.Buffers;

namespace Isobar.Core.Formats.Json;

/// <summary>
/// Walks the tokens of one JSON object (RFC 8259), strictly. Our own rather than `Utf8JsonReader`, because that one throws on a broken line: an exception
/// costs as much as parsing a hundred lines, and whoever can write a log could make us pay it for every line. Bytes above ASCII are not checked to be UTF-8.
/// </summary>
internal ref struct JsonScanner
{
    /// <summary>Deeper nesting is taken for a broken line; no access log comes near it.</summary>
    public const int GreatestDepth = 64;

    private static readonly SearchValues<byte> s_stopsString = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private int _depth;

    // One bit for each open level, the innermost lowest: whether it is an object.
    private ulong _objects;
    private bool _needsValue;
    private bool _atStart;

    public JsonScanner(ReadOnlySpan<byte> text)
    {
        _text = text;
        _needsValue = true;
        _atStart = true;
    }

    /// <summary>The text of a name, string or literal.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Whether the name or string holds escapes.</summary>
    public bool IsEscaped { get; private set; }

    private readonly bool InObject => (_objects & 1) != 0;

    /// <summary>The next token. After <see cref="JsonTokenKind.Broken"/> and <see cref="JsonTokenKind.End"/> there is none.</summary>
    public JsonTokenKind Next()
    {
        SkipBlanks();
        if (_needsValue)
        {
            return ReadValue();
        }
        if (_depth == 0)
        {
            return _at == _text.Length ? JsonTokenKind.End : JsonTokenKind.Broken;
        }
        if (_at == _text.Length)
        {
            return JsonTokenKind.Broken;
        }
        byte c = _text[_at];
        if (c == (InObject ? '}' : ']'))
        {
            return Close();
        }
        if (!_atStart)
        {
            if (c != ',')
            {
                return JsonTokenKind.Broken;
            }
            _at++;
            SkipBlanks();
        }
        return InObject ? ReadName() : ReadValue();
    }

    /// <summary>Steps behind the object or array that was opened last; false when the text is broken.</summary>
    public bool TrySkip()
    {
        int outer = _depth - 1;
        while (_depth > outer)
        {
            if (Next() == JsonTokenKind.Broken)
            {
                return false;
            }
        }
        return true;
    }

    private JsonTokenKind ReadName()
    {
        if (_at == _text.Length || _text[_at] != '"' || !TryReadString())
        {
            return JsonTokenKind.Broken;
        }
        SkipBlanks();
        if (_at == _text.Length || _text[_at] != ':')
        {
            return JsonTokenKind.Broken;
        }
        _at++;
        _needsValue = true;
        return JsonTokenKind.Name;
    }

    private JsonTokenKind ReadValue()
    {
        if (_at == _text.Length)
        {
            return JsonTokenKind.Broken;
        }
        byte c = _text[_at];
        // A line is an object, so that is the only thing that may stand outside of all.
        if (_depth == 0 && c != '{')
        {
            return JsonTokenKind.Broken;
        }
        _needsValue = false;
        switch (c)
        {
            case (byte)'{':
                return Open(isObject: true);
            case (byte)'[':
                return Open(isObject: false);
        }
        _atStart = false;
        return c switch
        {
            (byte)'"' => TryReadString() ? JsonTokenKind.String : JsonTokenKind.Broken,
            (byte)'t' => ReadWord("true"u8, JsonTokenKind.Literal),
            (byte)'f' => ReadWord("false"u8, JsonTokenKind.Literal),
            (byte)'n' => ReadWord("null"u8, JsonTokenKind.Null),
            _ => ReadNumber(),
        };
    }

    private JsonTokenKind Open(bool isObject)
    {
        if (_depth == GreatestDepth)
        {
            return JsonTokenKind.Broken;
        }
        _at++;
        _depth++;
        _objects = _objects << 1 | (isObject ? 1UL : 0);
        _atStart = true;
        return isObject ? JsonTokenKind.StartObject : JsonTokenKind.StartArray;
    }

    private JsonTokenKind Close()
    {
        JsonTokenKind kind = InObject ? JsonTokenKind.EndObject : JsonTokenKind.EndArray;
        _at++;
        _depth--;
        _objects >>= 1;
        _atStart = false;
        return kind;
    }

    private bool TryReadString()
    {
        int start = ++_at;
        IsEscaped = false;
        while (true)
        {
            int stop = _text[_at..].IndexOfAny(s_stopsString);
            if (stop < 0)
            {
                return false;
            }
            _at += stop;
            if (_text[_at] == '"')
            {
                Value = _text[start.._at];
                _at++;
                _atStart = false;
                return true;
            }
            if (_text[_at] != '\\' || !TrySkipEscape())
            {
                return false;
            }
            IsEscaped = true;
        }
    }

    private bool TrySkipEscape()
    {
        if (_at + 1 >= _text.Length)
        {
            return false;
        }
        switch (_text[_at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                _at += 2;
                return true;
            case (byte)'u' when _at + 6 <= _text.Length && IsHex(_text.Slice(_at + 2, 4)):
                _at += 6;
                return true;
            default:
                return false;
        }
    }

    private static bool IsHex(ReadOnlySpan<byte> digits)
    {
        foreach (byte c in digits)
        {
            if (c is not (>= (byte)'0' and <= (byte)'9') && (c | 0x20) is not (>= 'a' and <= 'f'))
            {
                return false;
            }
        }
        return true;
    }

    private JsonTokenKind ReadWord(ReadOnlySpan<byte> word, JsonTokenKind kind)
    {
        if (!_text[_at..].StartsWith(word))
        {
            return JsonTokenKind.Broken;
        }
        Value = _text.Slice(_at, word.Length);
        _at += word.Length;
        return kind;
    }

    private JsonTokenKind ReadNumber()
    {
        int start = _at;
        if (_text[_at] == '-')
        {
            _at++;
        }
        int whole = SkipDigits();
        // Leading zeros are no JSON: some readers take them for octal.
        if (whole == 0 || (whole > 1 && _text[_at - whole] == '0'))
        {
            return JsonTokenKind.Broken;
        }
        if (_at < _text.Length && _text[_at] == '.')
        {
            _at++;
            if (SkipDigits() == 0)
            {
                return JsonTokenKind.Broken;
            }
        }
        if (_at < _text.Length && (_text[_at] | 0x20) == 'e')
        {
            _at++;
            if (_at < _text.Length && _text[_at] is (byte)'+' or (byte)'-')
            {
                _at++;
            }
            if (SkipDigits() == 0)
            {
                return JsonTokenKind.Broken;
            }
        }
        Value = _text[start.._at];
        return JsonTokenKind.Literal;
    }

    private int SkipDigits()
    {
        int start = _at;
        while (_at < _text.Length && _text[_at] is >= (byte)'0' and <= (byte)'9')
        {
            _at++;
        }
        return _at - start;
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }
}
