using System.Globalization;

namespace Isobar.Core.Metrics.Expressions;

/// <summary>Reads an expression by recursive descent: sum, product, sign, power, value.</summary>
internal sealed class ExpressionParser(string text)
{
    /// <summary>Deeper brackets are refused: each level takes stack.</summary>
    private const int DepthLimit = 64;

    private readonly ExpressionTokens _tokens = new(text);
    private int _depth;

    /// <summary>The whole expression.</summary>
    public ExpressionNode Parse()
    {
        ExpressionNode node = Sum();
        return _tokens.Current.Kind == ExpressionTokenKind.End ? node : throw _tokens.Unexpected("an operator or the end");
    }

    private ExpressionNode Sum()
    {
        if (++_depth > DepthLimit)
        {
            throw new ExpressionException("the expression is nested too deeply");
        }
        ExpressionNode left = Product();
        while (_tokens.Current is { Kind: ExpressionTokenKind.Sign, Text: "+" or "-" })
        {
            char sign = _tokens.TakeAny().Text[0];
            left = new ExpressionNode.Operation(sign, left, Product());
        }
        _depth--;
        return left;
    }

    private ExpressionNode Product()
    {
        ExpressionNode left = Signed();
        while (_tokens.Current is { Kind: ExpressionTokenKind.Sign, Text: "*" or "/" })
        {
            char sign = _tokens.TakeAny().Text[0];
            left = new ExpressionNode.Operation(sign, left, Signed());
        }
        return left;
    }

    private ExpressionNode Signed()
    {
        if (++_depth > DepthLimit)
        {
            throw new ExpressionException("the expression is nested too deeply");
        }
        ExpressionNode node = _tokens.Take("-") ? new ExpressionNode.Negation(Signed()) : Power();
        _depth--;
        return node;
    }

    private ExpressionNode Power()
    {
        ExpressionNode left = Value();
        return _tokens.Take("^") ? new ExpressionNode.Operation('^', left, Signed()) : left;
    }

    private ExpressionNode Value()
    {
        ExpressionToken token = _tokens.Current;
        switch (token.Kind)
        {
            case ExpressionTokenKind.Number:
                _tokens.TakeAny();
                return double.TryParse(token.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number)
                    && double.IsFinite(number) ? new ExpressionNode.Number(number) : throw new ExpressionException($"'{token.Text}' is not a number");
            case ExpressionTokenKind.Text:
                _tokens.TakeAny();
                return new ExpressionNode.Text(token.Text);
            case ExpressionTokenKind.Name:
                _tokens.TakeAny();
                return Named(token.Text);
            default:
                if (_tokens.Take("("))
                {
                    ExpressionNode inner = Sum();
                    _tokens.Expect(")");
                    return inner;
                }
                _tokens.Expect("[");
                return new ExpressionNode.List(Items("]"));
        }
    }

    private ExpressionNode Named(string name)
    {
        if (_tokens.Take("("))
        {
            return new ExpressionNode.Call(name, Items(")"));
        }
        // Ids begin with a small letter, words of functions do not.
        return char.IsAsciiLetterLower(name[0]) ? new ExpressionNode.Reference(name) : new ExpressionNode.Word(name);
    }

    private List<ExpressionNode> Items(string end)
    {
        var items = new List<ExpressionNode>();
        if (_tokens.Take(end))
        {
            return items;
        }
        do
        {
            items.Add(Sum());
        }
        while (_tokens.Take(","));
        _tokens.Expect(end);
        return items;
    }
}
