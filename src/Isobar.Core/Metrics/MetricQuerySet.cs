using Isobar.Core.Metrics.Expressions;

namespace Isobar.Core.Metrics;

/// <summary>Entries of a request that may refer to each other, checked and in an order in which they can be computed.</summary>
public sealed class MetricQuerySet
{
    private readonly List<(MetricDataQuery Query, MetricExpression? Expression)> _ordered = [];
    private readonly List<string> _metricIds;

    /// <param name="queries">The entries, in the order of the request.</param>
    /// <exception cref="ExpressionException">An id occurs twice, an expression cannot be read, or entries refer to each other in a circle.</exception>
    public MetricQuerySet(IReadOnlyList<MetricDataQuery> queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Queries = queries;
        var parsed = new Dictionary<string, (MetricDataQuery Query, MetricExpression? Expression)>(StringComparer.Ordinal);
        foreach (MetricDataQuery query in queries)
        {
            if (!parsed.TryAdd(query.Id, (query, query.Expression is string text ? Parse(query.Id, text) : null)))
            {
                throw new ExpressionException($"the id {query.Id} is there twice");
            }
        }
        _metricIds = [.. queries.Where(query => query.Stat is not null).Select(query => query.Id)];
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (MetricDataQuery query in queries)
        {
            Order(query.Id, parsed, open, done);
        }
    }

    /// <summary>The entries, in the order of the request.</summary>
    public IReadOnlyList<MetricDataQuery> Queries { get; }

    /// <summary>The series of each entry, whether it is to be answered or not. An expression may give several.</summary>
    /// <param name="read">Reads a metric.</param>
    /// <exception cref="ExpressionException">An expression cannot be computed.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<MetricSeries>> Evaluate(Func<MetricStat, MetricSeries> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var results = new Dictionary<string, IReadOnlyList<MetricSeries>>(StringComparer.Ordinal);
        var scope = new ExpressionScope(results, _metricIds);
        foreach ((MetricDataQuery query, MetricExpression? expression) in _ordered)
        {
            if (query.Stat is MetricStat stat)
            {
                results[query.Id] = [read(stat) with { Label = query.Label ?? stat.Metric.Name }];
                continue;
            }
            try
            {
                results[query.Id] = expression!.Evaluate(scope, query.Label ?? query.Id);
            }
            catch (ExpressionException fault)
            {
                throw new ExpressionException($"Error in expression '{query.Id}': {fault.Message}", fault);
            }
        }
        return results;
    }

    private static MetricExpression Parse(string id, string text)
    {
        try
        {
            return MetricExpression.Parse(text);
        }
        catch (ExpressionException fault)
        {
            throw new ExpressionException($"Error in expression '{id}': {fault.Message}", fault);
        }
    }

    /// <summary>What an entry refers to comes before it; the metrics come before METRICS().</summary>
    private void Order(
        string id, Dictionary<string, (MetricDataQuery Query, MetricExpression? Expression)> parsed, HashSet<string> open, HashSet<string> done)
    {
        if (done.Contains(id))
        {
            return;
        }
        if (!open.Add(id))
        {
            throw new ExpressionException($"the expression '{id}' refers to itself, through others or directly");
        }
        (MetricDataQuery query, MetricExpression? expression) = parsed[id];
        foreach (string reference in expression is null ? [] : expression.UsesMetrics ? expression.References.Concat(_metricIds) : expression.References)
        {
            if (!parsed.ContainsKey(reference))
            {
                throw new ExpressionException($"Error in expression '{id}': there is no metric or expression with the id {reference}");
            }
            Order(reference, parsed, open, done);
        }
        open.Remove(id);
        done.Add(id);
        _ordered.Add((query, expression));
    }
}
