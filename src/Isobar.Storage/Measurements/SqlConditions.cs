using System.Globalization;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Measurements;

/// <summary>Comparisons as SQL. Values are quoted, or numbers that were read.</summary>
internal static class SqlConditions
{
    /// <summary>A condition on an expression.</summary>
    /// <param name="expression">What is compared.</param>
    /// <param name="isText">Whether it is a text; otherwise values are numbers.</param>
    /// <param name="comparison">How.</param>
    /// <param name="values">With what.</param>
    public static string Of(string expression, bool isText, ValueOperator comparison, IReadOnlyList<string> values)
    {
        IEnumerable<string> literals = values.Select(value => isText ? SealedDays.Quote(value) : Number(value));
        string text = isText ? expression : $"CAST({expression} AS VARCHAR)";
        return comparison switch
        {
            ValueOperator.Equals => values.Count > 0 ? $"{expression} IN ({string.Join(',', literals)})" : "false",
            ValueOperator.NotEquals => values.Count > 0 ? $"{expression} NOT IN ({string.Join(',', literals)})" : "true",
            ValueOperator.GreaterThan => Any(literals.Select(literal => $"{expression} > {literal}")),
            ValueOperator.GreaterThanOrEqual => Any(literals.Select(literal => $"{expression} >= {literal}")),
            ValueOperator.LessThan => Any(literals.Select(literal => $"{expression} < {literal}")),
            ValueOperator.LessThanOrEqual => Any(literals.Select(literal => $"{expression} <= {literal}")),
            ValueOperator.Contains => Any(values.Select(value => Like(text, "%", value, "%"))),
            ValueOperator.NotContains => values.Count > 0 ? $"NOT {Any(values.Select(value => Like(text, "%", value, "%")))}" : "true",
            ValueOperator.StartsWith => Any(values.Select(value => Like(text, "", value, "%"))),
            ValueOperator.EndsWith => Any(values.Select(value => Like(text, "%", value, ""))),
            _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "There is no such comparison."),
        };
    }

    private static string Any(IEnumerable<string> conditions)
    {
        string joined = string.Join(" OR ", conditions);
        return joined.Length > 0 ? $"({joined})" : "false";
    }

    private static string Like(string text, string before, string value, string behind)
    {
        string pattern = value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
        return $@"{text} LIKE {SealedDays.Quote(before + pattern + behind)} ESCAPE '\'";
    }

    private static string Number(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : throw new ArgumentException($"'{value}' is not a number.", nameof(value));
}
