namespace Isobar.Core.Metrics.Expressions;

/// <summary>A word of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The word; of a string what lies between its quotes.</param>
/// <param name="Position">Its first character, from 1.</param>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text, int Position);
