using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Isobar.Core.Traffic;

/// <summary>
/// Reads the text of a <see cref="RecordFilter"/> by recursive descent:
/// <c>any := all ("or" all)*; all := one ("and" one)*; one := "not" one | "(" any ")" | field operator value</c>.
/// </summary>
internal sealed class FilterParser
{
    /// <summary>Parentheses and `not` in each other. No reader of a filter follows more, and the stack must not depend on what a user types.</summary>
    private const int DepthLimit = 50;

    private static readonly string[] s_operators = ["!=", ">=", "<=", "^=", "$=", "~=", "=", ">", "<"];

    private readonly string _text;
    private int _at;
    private int _depth;
    private string? _fault;

    private FilterParser(string text) => _text = text;

    public static bool TryParse(string text, [NotNullWhen(true)] out FilterCondition? condition, [NotNullWhen(false)] out string? fault)
    {
        FilterParser parser = new(text);
        condition = parser.ReadAny();
        if (condition is not null && !parser.AtEnd())
        {
            condition = parser.Fail(parser._text[parser._at] == ')' ? "this `)` has no `(`" : "expected `and` or `or` before the next condition");
        }
        fault = parser._fault;
        return condition is not null;
    }

    private FilterCondition? ReadAny() => ReadList("or", ReadAll, parts => new FilterCondition.Any(parts));

    private FilterCondition? ReadAll() => ReadList("and", ReadOne, parts => new FilterCondition.All(parts));

    private FilterCondition? ReadList(string word, Func<FilterCondition?> readPart, Func<FilterCondition[], FilterCondition> join)
    {
        List<FilterCondition> parts = [];
        do
        {
            if (readPart() is not FilterCondition part)
            {
                return null;
            }
            parts.Add(part);
        }
        while (TakeWord(word));
        return parts.Count == 1 ? parts[0] : join([.. parts]);
    }

    private FilterCondition? ReadOne()
    {
        if (AtEnd())
        {
            return Fail("expected a condition, such as `status>=500`");
        }
        if (_depth == DepthLimit)
        {
            return Fail($"more than {DepthLimit} parentheses and `not` in each other");
        }
        _depth++;
        FilterCondition? condition = TakeWord("not") ? ReadNot() : _text[_at] == '(' ? ReadParentheses() : ReadComparison();
        _depth--;
        return condition;
    }

    private FilterCondition.Not? ReadNot() => ReadOne() is FilterCondition part ? new(part) : null;

    private FilterCondition? ReadParentheses()
    {
        int open = _at++;
        FilterCondition? inner = ReadAny();
        if (inner is null)
        {
            return null;
        }
        if (AtEnd() || _text[_at] != ')')
        {
            return Fail(AtEnd() ? $"the `(` of position {Position(open)} is not closed" : "expected `and`, `or` or `)`");
        }
        _at++;
        return inner;
    }

    private FilterCondition? ReadComparison()
    {
        int start = _at;
        while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
        {
            _at++;
        }
        string name = _text[start.._at];
        if (!TryFindField(name, out FilterField field))
        {
            _at = start;
            return Fail($"{(name.Length == 0 ? "expected a field" : $"`{name}` is not a field")}; there are `status`, `host`, `path` and `agent`");
        }
        int operatorAt = AtEnd() ? _text.Length : _at;
        string? sign = s_operators.FirstOrDefault(candidate => _text.AsSpan(operatorAt).StartsWith(candidate, StringComparison.Ordinal));
        _at = operatorAt;
        if (sign is null || !Fits(field, sign))
        {
            return Fail(field == FilterField.Status
                ? "expected `=`, `!=`, `<`, `<=`, `>` or `>=` behind `status`"
                : $"expected `=`, `!=`, `^=` (begins with), `~=` (contains) or `$=` (ends with) behind `{name}`");
        }
        _at += sign.Length;
        AtEnd();
        int valueAt = _at;
        if (ReadValue() is not string value)
        {
            return null;
        }
        return field == FilterField.Status ? MakeStatus(sign, value, valueAt) : MakeText(field, sign, value);
    }

    private static bool TryFindField(string name, out FilterField field) =>
        Enum.TryParse(name, ignoreCase: true, out field) && name.Length > 0 && char.IsAsciiLetter(name[0]);

    private static bool Fits(FilterField field, string sign) =>
        sign is "=" or "!=" || (field == FilterField.Status) == (sign is "<" or "<=" or ">" or ">=");

    private FilterCondition? MakeStatus(string sign, string value, int valueAt)
    {
        bool isClass = value.Length == 3 && value[0] is >= '1' and <= '9' && value.EndsWith("xx", StringComparison.OrdinalIgnoreCase);
        if (isClass && sign is "=" or "!=")
        {
            int first = (value[0] - '0') * 100;
            FilterCondition inside = new FilterCondition.StatusBetween(first, first + 99);
            return sign == "=" ? inside : new FilterCondition.Not(inside);
        }
        if (isClass || !int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int status) || status > 999)
        {
            _at = valueAt;
            return Fail(isClass ? $"a class such as `{value}` goes with `=` and `!=` only" : "expected a status such as `404`, or a class such as `4xx`");
        }
        // A record without a status (0) is neither below nor above one.
        return sign switch
        {
            "=" => new FilterCondition.StatusBetween(status, status),
            "!=" => new FilterCondition.Not(new FilterCondition.StatusBetween(status, status)),
            "<" => new FilterCondition.StatusBetween(1, status - 1),
            "<=" => new FilterCondition.StatusBetween(1, status),
            ">" => new FilterCondition.StatusBetween(status + 1, int.MaxValue),
            _ => new FilterCondition.StatusBetween(Math.Max(status, 1), int.MaxValue),
        };
    }

    private static FilterCondition MakeText(FilterField field, string sign, string value) => sign switch
    {
        "!=" => new FilterCondition.Not(new FilterCondition.Text(field, TextTest.Equal, value)),
        "=" => new FilterCondition.Text(field, TextTest.Equal, value),
        "^=" => new FilterCondition.Text(field, TextTest.StartsWith, value),
        "$=" => new FilterCondition.Text(field, TextTest.EndsWith, value),
        _ => new FilterCondition.Text(field, TextTest.Contains, value),
    };

    /// <summary>A value in quotes of either kind, with `\` before a quote or another `\`; or bare, up to white space or a parenthesis.</summary>
    private string? ReadValue()
    {
        if (_at < _text.Length && _text[_at] is '"' or '\'')
        {
            return ReadQuoted();
        }
        if (_at < _text.Length && _text[_at] == '=')
        {
            return FailText("one `=` is enough; a value that begins with `=` stands in quotes");
        }
        int start = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(_text[_at]) && _text[_at] is not ('(' or ')'))
        {
            _at++;
        }
        return _at > start ? _text[start.._at] : FailText("expected a value; an empty one is written `\"\"`");
    }

    private string? ReadQuoted()
    {
        int open = _at;
        char quote = _text[_at++];
        StringBuilder value = new();
        for (; _at < _text.Length; _at++)
        {
            if (_text[_at] == quote)
            {
                _at++;
                return value.ToString();
            }
            if (_text[_at] == '\\' && _at + 1 < _text.Length && (_text[_at + 1] == quote || _text[_at + 1] == '\\'))
            {
                _at++;
            }
            value.Append(_text[_at]);
        }
        _at = open;
        return FailText("this quote is not closed");
    }

    /// <summary>Takes a word of the language, in any case, if it stands next and ends there.</summary>
    private bool TakeWord(string word)
    {
        if (AtEnd() || !_text.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        int end = _at + word.Length;
        if (end < _text.Length && !char.IsWhiteSpace(_text[end]) && _text[end] != '(')
        {
            return false;
        }
        _at = end;
        return true;
    }

    /// <summary>Moves over white space and says whether nothing is left.</summary>
    private bool AtEnd()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
        return _at == _text.Length;
    }

    private FilterCondition? Fail(string what)
    {
        FailText(what);
        return null;
    }

    private string? FailText(string what)
    {
        _fault ??= $"position {Position(_at)}: {what}";
        return null;
    }

    private static string Position(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);
}
