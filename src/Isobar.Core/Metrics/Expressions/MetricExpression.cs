namespace Isobar.Core.Metrics.Expressions;

/// <summary>
/// Metric math: arithmetic (+ - * / ^), SUM, AVG, MIN, MAX, FILL and METRICS over series on the same periods. All else is refused by name.
/// </summary>
/// <remarks>
/// Own code, as what it exists for is the service's treatment of missing points and of lists of series, which no expression library knows: an operation has a point
/// where both sides have one, a function of several series has one where any has, and a division by zero has none.
/// </remarks>
public sealed class MetricExpression
{
    private readonly ExpressionNode _root;

    private MetricExpression(ExpressionNode root) => _root = root;

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ExpressionException">It is none, or uses what is not supported.</exception>
    public static MetricExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.TrimStart().StartsWith("SELECT ", StringComparison.OrdinalIgnoreCase))
        {
            throw new ExpressionException("Metrics Insights queries are not supported");
        }
        ExpressionNode root = new ExpressionParser(text).Parse();
        MetricFunctions.Check(root);
        return new(root);
    }

    /// <summary>The ids that it refers to, each once, in ordinal order.</summary>
    public IReadOnlyCollection<string> References
    {
        get
        {
            var found = new SortedSet<string>(StringComparer.Ordinal);
            Collect(_root, node =>
            {
                if (node is ExpressionNode.Reference reference)
                {
                    found.Add(reference.Id);
                }
            });
            return found;
        }
    }

    /// <summary>Whether it asks for all metrics of the request.</summary>
    public bool UsesMetrics
    {
        get
        {
            bool found = false;
            Collect(_root, node => found |= node is ExpressionNode.Call { Function: "METRICS" });
            return found;
        }
    }

    /// <summary>The series that it comes to.</summary>
    /// <param name="scope">What it can refer to.</param>
    /// <param name="label">Their label, where an operation gives none of its own.</param>
    internal IReadOnlyList<MetricSeries> Evaluate(ExpressionScope scope, string label) => new ExpressionEvaluator(scope).Evaluate(_root) switch
    {
        ExpressionValue.One one => [one.Series with { Label = label }],
        ExpressionValue.Many many => many.Series,
        _ => throw new ExpressionException("the expression comes to a single number, not to a time series"),
    };

    private static void Collect(ExpressionNode node, Action<ExpressionNode> see)
    {
        see(node);
        foreach (ExpressionNode part in MetricFunctions.PartsOf(node))
        {
            Collect(part, see);
        }
    }
}
