namespace Isobar.Core.Metrics.Expressions;

/// <summary>What a word of an expression is.</summary>
internal enum ExpressionTokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An id or the name of a function.</summary>
    Name,

    /// <summary>A text in quotes.</summary>
    Text,

    /// <summary>An operator, bracket or comma.</summary>
    Sign,
}
