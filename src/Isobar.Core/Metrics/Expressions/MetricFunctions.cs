namespace Isobar.Core.Metrics.Expressions;

/// <summary>The functions that are supported, and how many values each takes.</summary>
internal static class MetricFunctions
{
    private static readonly (string Name, int Least, int Most)[] s_known =
    [
        ("AVG", 1, 1), ("FILL", 2, 2), ("MAX", 1, 1), ("METRICS", 0, 1), ("MIN", 1, 1), ("SUM", 1, 1),
    ];

    /// <summary>Refuses what cannot be computed, before any data are read.</summary>
    public static void Check(ExpressionNode node)
    {
        if (node is ExpressionNode.Call call)
        {
            Check(call);
        }
        if (node is ExpressionNode.Word word)
        {
            throw new ExpressionException($"'{word.Value}' is not an id: ids begin with a lower-case letter");
        }
        if (node is ExpressionNode.Text text)
        {
            throw new ExpressionException($"the text \"{text.Value}\" has no meaning here");
        }
        foreach (ExpressionNode part in PartsOf(node))
        {
            // FILL's way and METRICS' text are no values of their own.
            if (node is not ExpressionNode.Call || part is not (ExpressionNode.Word or ExpressionNode.Text))
            {
                Check(part);
            }
        }
    }

    /// <summary>The parts of a node.</summary>
    public static IEnumerable<ExpressionNode> PartsOf(ExpressionNode node) => node switch
    {
        ExpressionNode.List list => list.Items,
        ExpressionNode.Call call => call.Arguments,
        ExpressionNode.Negation negation => [negation.Operand],
        ExpressionNode.Operation operation => [operation.Left, operation.Right],
        _ => [],
    };

    private static void Check(ExpressionNode.Call call)
    {
        (string name, int least, int most) = Array.Find(s_known, known => known.Name == call.Function);
        if (name is null)
        {
            throw new ExpressionException($"the function {call.Function} is not supported; known are {string.Join(", ", s_known.Select(known => known.Name))}");
        }
        if (call.Arguments.Count < least || call.Arguments.Count > most)
        {
            throw new ExpressionException($"{name} takes {(least == most ? $"{least}" : $"{least} or {most}")} values");
        }
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            bool isAllowed = call.Arguments[i] switch
            {
                ExpressionNode.Word word => name == "FILL" && i == 1 && word.Value is "REPEAT" or "LINEAR",
                ExpressionNode.Text => name == "METRICS",
                _ => name != "METRICS",
            };
            if (!isAllowed)
            {
                throw new ExpressionException(name switch
                {
                    "METRICS" => "METRICS takes a text in quotes that ids contain, or nothing",
                    "FILL" => "FILL takes series, and a number, REPEAT or LINEAR",
                    _ => $"{name} takes series",
                });
            }
        }
    }
}
