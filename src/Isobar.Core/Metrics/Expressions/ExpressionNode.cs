namespace Isobar.Core.Metrics.Expressions;

/// <summary>A part of an expression.</summary>
internal abstract record ExpressionNode
{
    /// <summary>A number.</summary>
    internal sealed record Number(double Value) : ExpressionNode;

    /// <summary>A text, which only functions take.</summary>
    internal sealed record Text(string Value) : ExpressionNode;

    /// <summary>The series of an id.</summary>
    internal sealed record Reference(string Id) : ExpressionNode;

    /// <summary>A word that only functions take, such as REPEAT.</summary>
    internal sealed record Word(string Value) : ExpressionNode;

    /// <summary>Several series, in brackets.</summary>
    internal sealed record List(IReadOnlyList<ExpressionNode> Items) : ExpressionNode;

    /// <summary>A minus before a value.</summary>
    internal sealed record Negation(ExpressionNode Operand) : ExpressionNode;

    /// <summary>Two values and an operator: + - * / ^.</summary>
    internal sealed record Operation(char Operator, ExpressionNode Left, ExpressionNode Right) : ExpressionNode;

    /// <summary>A function of values.</summary>
    internal sealed record Call(string Function, IReadOnlyList<ExpressionNode> Arguments) : ExpressionNode;
}
