using System.Globalization;

namespace Isobar.Core.Metrics.Expressions;

/// <summary>The words of an expression, one after the other.</summary>
internal sealed class ExpressionTokens
{
    private readonly string _text;
    private int _position;

    public ExpressionTokens(string text)
    {
        _text = text;
        Next();
    }

    /// <summary>The word at hand.</summary>
    public ExpressionToken Current { get; private set; }

    /// <summary>Takes the word if it is this sign.</summary>
    public bool Take(string sign)
    {
        if (Current.Kind != ExpressionTokenKind.Sign || Current.Text != sign)
        {
            return false;
        }
        Next();
        return true;
    }

    /// <summary>Takes the word, which must be this sign.</summary>
    public void Expect(string sign)
    {
        if (!Take(sign))
        {
            throw Unexpected($"'{sign}'");
        }
    }

    /// <summary>Takes the word, whatever it is.</summary>
    public ExpressionToken TakeAny()
    {
        ExpressionToken taken = Current;
        Next();
        return taken;
    }

    /// <summary>The fault of a word that does not belong here.</summary>
    public ExpressionException Unexpected(string expected) => new(Current.Kind == ExpressionTokenKind.End
        ? $"the expression ends where {expected} is expected"
        : string.Create(CultureInfo.InvariantCulture, $"'{Current.Text}' at character {Current.Position} where {expected} is expected"));

    private void Next()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
        int start = _position;
        if (start == _text.Length)
        {
            Current = new(ExpressionTokenKind.End, "", start + 1);
            return;
        }
        char first = _text[start];
        if (char.IsAsciiDigit(first) || (first == '.' && start + 1 < _text.Length && char.IsAsciiDigit(_text[start + 1])))
        {
            SkipNumber();
            Current = new(ExpressionTokenKind.Number, _text[start.._position], start + 1);
        }
        else if (char.IsAsciiLetter(first))
        {
            Skip(c => char.IsAsciiLetterOrDigit(c) || c == '_');
            Current = new(ExpressionTokenKind.Name, _text[start.._position], start + 1);
        }
        else if (first is '"' or '\'')
        {
            _position++;
            Skip(c => c != first);
            if (_position == _text.Length)
            {
                throw new ExpressionException("a text in quotes has no end");
            }
            Current = new(ExpressionTokenKind.Text, _text[(start + 1).._position++], start + 1);
        }
        else if ("+-*/^(),[]".Contains(first))
        {
            _position++;
            Current = new(ExpressionTokenKind.Sign, first.ToString(), start + 1);
        }
        else
        {
            throw new ExpressionException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{first}' at character {start + 1} is not part of an expression here: comparison and logical operators are not supported"));
        }
    }

    private void SkipNumber()
    {
        Skip(c => char.IsAsciiDigit(c) || c == '.');
        int mark = _position;
        if (_position < _text.Length && _text[_position] is 'e' or 'E')
        {
            _position++;
            if (_position < _text.Length && _text[_position] is '+' or '-')
            {
                _position++;
            }
            int digits = _position;
            Skip(char.IsAsciiDigit);
            _position = _position == digits ? mark : _position;
        }
    }

    private void Skip(Func<char, bool> belongs)
    {
        while (_position < _text.Length && belongs(_text[_position]))
        {
            _position++;
        }
    }
}
