namespace Isobar.Core.Metrics.Expressions;

/// <summary>Computes an expression over the series of a scope.</summary>
internal sealed class ExpressionEvaluator(ExpressionScope scope)
{
    /// <summary>What a part comes to.</summary>
    public ExpressionValue Evaluate(ExpressionNode node) => node switch
    {
        ExpressionNode.Number number => new ExpressionValue.Scalar(number.Value),
        ExpressionNode.Reference reference => SeriesOf(reference.Id),
        ExpressionNode.List list => new ExpressionValue.Many([.. list.Items.SelectMany(item => SeriesIn(Evaluate(item), "a list in brackets"))]),
        ExpressionNode.Negation negation => Map(Evaluate(negation.Operand), value => -value),
        ExpressionNode.Operation operation => Combine(operation.Operator, Evaluate(operation.Left), Evaluate(operation.Right)),
        ExpressionNode.Call { Function: "METRICS" } call => Metrics(call),
        ExpressionNode.Call { Function: "FILL" } call => Fill(call),
        ExpressionNode.Call call => Reduce(call.Function, Evaluate(call.Arguments[0])),
        _ => throw new ExpressionException("a text or word stands where a value is expected"),
    };

    private ExpressionValue SeriesOf(string id)
    {
        if (!scope.Series.TryGetValue(id, out IReadOnlyList<MetricSeries>? series))
        {
            throw new ExpressionException($"there is no metric or expression with the id {id}");
        }
        return series.Count == 1 ? new ExpressionValue.One(series[0]) : new ExpressionValue.Many(series);
    }

    private ExpressionValue.Many Metrics(ExpressionNode.Call call)
    {
        string part = call.Arguments.Count > 0 && call.Arguments[0] is ExpressionNode.Text text ? text.Value : "";
        return new([.. scope.MetricIds.Where(id => id.Contains(part, StringComparison.Ordinal)).SelectMany(id => scope.Series[id])]);
    }

    private ExpressionValue Fill(ExpressionNode.Call call)
    {
        Func<double[], double[]> fill = call.Arguments[1] switch
        {
            ExpressionNode.Word { Value: "REPEAT" } => SeriesFill.Repeat,
            ExpressionNode.Word => SeriesFill.Linear,
            ExpressionNode other when Evaluate(other) is ExpressionValue.Scalar number => values => SeriesFill.With(values, number.Value),
            _ => throw new ExpressionException("FILL takes a number, REPEAT or LINEAR as its second value"),
        };
        return Evaluate(call.Arguments[0]) switch
        {
            ExpressionValue.One one => new ExpressionValue.One(one.Series with { Values = fill(one.Series.Values) }),
            ExpressionValue.Many many => new ExpressionValue.Many([.. many.Series.Select(series => series with { Values = fill(series.Values) })]),
            _ => throw new ExpressionException("FILL takes series as its first value"),
        };
    }

    /// <summary>One series becomes a number; several become one series, with a value wherever any of them has one.</summary>
    private static ExpressionValue Reduce(string function, ExpressionValue value)
    {
        if (value is ExpressionValue.One one)
        {
            return new ExpressionValue.Scalar(Reduce(function, one.Series.Values));
        }
        IReadOnlyList<MetricSeries> series = SeriesIn(value, function);
        if (series.Count == 0)
        {
            throw new ExpressionException($"{function} has no series to work on");
        }
        MetricGrid grid = CommonGrid(series);
        var results = new double[grid.Count];
        var column = new double[series.Count];
        for (int i = 0; i < results.Length; i++)
        {
            for (int s = 0; s < column.Length; s++)
            {
                column[s] = series[s].Values[i];
            }
            results[i] = Reduce(function, column);
        }
        return new ExpressionValue.One(new(function, grid, results));
    }

    private static double Reduce(string function, ReadOnlySpan<double> values)
    {
        StatisticSet all = default;
        foreach (double value in values)
        {
            all = double.IsNaN(value) ? all : all.Plus(StatisticSet.Of(value));
        }
        return all.SampleCount == 0 ? double.NaN : function switch
        {
            "SUM" => all.Sum,
            "AVG" => all.Average,
            "MIN" => all.Minimum,
            _ => all.Maximum,
        };
    }

    private static ExpressionValue Combine(char sign, ExpressionValue left, ExpressionValue right) => (left, right) switch
    {
        (ExpressionValue.Scalar a, ExpressionValue.Scalar b) => new ExpressionValue.Scalar(Apply(sign, a.Value, b.Value)),
        (_, ExpressionValue.Scalar b) => Map(left, value => Apply(sign, value, b.Value)),
        (ExpressionValue.Scalar a, _) => Map(right, value => Apply(sign, a.Value, value)),
        (ExpressionValue.One a, ExpressionValue.One b) => new ExpressionValue.One(Zip(sign, a.Series, b.Series, a.Series.Label)),
        (ExpressionValue.Many a, ExpressionValue.One b) => new ExpressionValue.Many([.. a.Series.Select(one => Zip(sign, one, b.Series, one.Label))]),
        (ExpressionValue.One a, ExpressionValue.Many b) => new ExpressionValue.Many([.. b.Series.Select(one => Zip(sign, a.Series, one, one.Label))]),
        _ => throw new ExpressionException($"'{sign}' does not combine two lists of series"),
    };

    private static MetricSeries Zip(char sign, MetricSeries left, MetricSeries right, string label)
    {
        MetricGrid grid = CommonGrid([left, right]);
        var values = new double[grid.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Apply(sign, left.Values[i], right.Values[i]);
        }
        return new(label, grid, values);
    }

    private static ExpressionValue Map(ExpressionValue value, Func<double, double> map) => value switch
    {
        ExpressionValue.Scalar number => new ExpressionValue.Scalar(map(number.Value)),
        ExpressionValue.One one => new ExpressionValue.One(one.Series with { Values = Array.ConvertAll(one.Series.Values, v => map(v)) }),
        ExpressionValue.Many many =>
            new ExpressionValue.Many([.. many.Series.Select(one => one with { Values = Array.ConvertAll(one.Values, v => map(v)) })]),
        _ => throw new InvalidOperationException("No other kind of value exists."),
    };

    /// <summary>NaN is no value, and what is not finite becomes none.</summary>
    private static double Apply(char sign, double a, double b)
    {
        double value = sign switch
        {
            '+' => a + b,
            '-' => a - b,
            '*' => a * b,
            '/' => a / b,
            _ => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : Math.Pow(a, b),
        };
        return double.IsFinite(value) ? value : double.NaN;
    }

    private static IReadOnlyList<MetricSeries> SeriesIn(ExpressionValue value, string taker) => value switch
    {
        ExpressionValue.One one => [one.Series],
        ExpressionValue.Many many => many.Series,
        _ => throw new ExpressionException($"{taker} takes series, not a number"),
    };

    private static MetricGrid CommonGrid(IReadOnlyList<MetricSeries> series) =>
        series.All(one => one.Grid == series[0].Grid) ? series[0].Grid : throw new ExpressionException("all series of an expression must have the same period");
}
