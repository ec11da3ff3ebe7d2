namespace Isobar.Core.Metrics.Expressions;

/// <summary>What a part of an expression comes to: a number, a series, or several series.</summary>
internal abstract record ExpressionValue
{
    /// <summary>A number.</summary>
    internal sealed record Scalar(double Value) : ExpressionValue;

    /// <summary>A series.</summary>
    internal sealed record One(MetricSeries Series) : ExpressionValue;

    /// <summary>Several series.</summary>
    internal sealed record Many(IReadOnlyList<MetricSeries> Series) : ExpressionValue;
}
