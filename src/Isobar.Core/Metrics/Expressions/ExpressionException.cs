namespace Isobar.Core.Metrics.Expressions;

/// <summary>An expression that cannot be read or computed; the message is for whoever wrote it.</summary>
public sealed class ExpressionException : Exception
{
    /// <inheritdoc/>
    public ExpressionException()
    {
    }

    /// <inheritdoc/>
    public ExpressionException(string message)
        : base(message)
    {
    }

    /// <inheritdoc/>
    public ExpressionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
