using Isobar.Core.Atlas;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Explorer;

/// <summary>Values of dimensions as SQL: expressions of `city_networks`, or of the rows themselves for service locations.</summary>
internal static class ExplorerValues
{
    /// <summary>The value of a row or of its city-network.</summary>
    public static string Expression(ExplorerDimension dimension) => dimension switch
    {
        ExplorerDimension.ServiceLocation => "service_location",
        ExplorerDimension.Country => "country",
        ExplorerDimension.Subdivision => Within("subdivision", "country"),
        ExplorerDimension.Metro => Within("metro", "subdivision", "country"),
        ExplorerDimension.City => Within("city", "subdivision", "country"),
        ExplorerDimension.Network => "CAST(asn AS VARCHAR)",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "The dimension has no values."),
    };

    /// <summary>Whether a dimension tells city-networks apart.</summary>
    public static bool IsPlace(ExplorerDimension dimension) => dimension is not (ExplorerDimension.None or ExplorerDimension.ServiceLocation);

    /// <summary>The condition on rows that a scope means, its range left out.</summary>
    public static string Condition(ExplorerScope scope) => string.Concat(
        scope.Filters.SelectMany(Conditions).Select(condition => $" AND {condition}").Prepend($"monitor = {SealedDays.Quote(scope.MonitorName)}"));

    /// <summary>The condition on rows whose value, or the label of it, begins with a text in any case.</summary>
    public static string StartsWith(ExplorerDimension dimension, string prefix)
    {
        string literal = $"lower({SealedDays.Quote(prefix)})";
        string[] texts = dimension == ExplorerDimension.Network
            ? ["network_name", Expression(dimension), $"'as' || {Expression(dimension)}"]
            : [Expression(dimension)];
        string any = string.Join(" OR ", texts.Select(text => $"starts_with(lower({text}), {literal})"));
        return IsPlace(dimension) ? $"city_network IN (SELECT id FROM city_networks WHERE {any})" : $"({any})";
    }

    private static IEnumerable<string> Conditions(ExplorerFilter filter)
    {
        string value = Expression(filter.Dimension);
        foreach ((IReadOnlyList<string> values, string among) in ((IReadOnlyList<string>, string)[])[(filter.Include, "IN"), (filter.Exclude, "NOT IN")])
        {
            if (values.Count > 0)
            {
                string list = string.Join(',', values.Select(SealedDays.Quote));
                // Names are few beside rows: which city-networks are meant is found first. (IN is pushed to where rows are read, NOT IN is not.)
                yield return IsPlace(filter.Dimension)
                    ? $"city_network IN (SELECT id FROM city_networks WHERE {value} {among} ({list}))"
                    : $"{value} {among} ({list})";
            }
        }
    }

    /// <summary>A place with what it lies in, as far as it is known; names repeat.</summary>
    private static string Within(string narrowest, params ReadOnlySpan<string> wider)
    {
        string[] parts = new string[wider.Length];
        for (int part = 0; part < parts.Length; part++)
        {
            parts[part] = $"nullif({wider[part]}, '{CityNetwork.NotAvailable}')";
        }
        return $"concat_ws(', ', {narrowest}, {string.Join(", ", parts)})";
    }
}
