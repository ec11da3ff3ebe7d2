using System.Globalization;
using Isobar.Server.Api.Operations;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Api.Queries;

/// <summary>The filters of a query, sorted by what they mean; which are allowed is the table of spec 5.1.</summary>
internal sealed class QueryFilters
{
    private const string Geo = "geo", ProposedLocation = "proposed_aws_location";
    private const int MostValues = 1000;

    private static readonly Dictionary<string, MeasurementField> s_fields = new(StringComparer.Ordinal)
    {
        ["aws_location"] = MeasurementField.ServiceLocation,
        ["asn"] = MeasurementField.Asn,
        ["city"] = MeasurementField.City,
        ["metro"] = MeasurementField.Metro,
        ["subdivision"] = MeasurementField.Subdivision,
        ["country"] = MeasurementField.Country,
    };

    private static readonly string[] s_routing =
    [
        ProposedLocation, "current_aws_location", "ipv4_prefixes", "monitor_arn", "dns_resolver_ip", "dns_resolver_isp", "dns_resolver_asn",
    ];

    private static readonly Dictionary<string, ValueOperator> s_operators = new(StringComparer.Ordinal)
    {
        ["EQUALS"] = ValueOperator.Equals,
        ["NOT_EQUALS"] = ValueOperator.NotEquals,
        ["GREATER_THAN"] = ValueOperator.GreaterThan,
        ["GREATER_THAN_OR_EQUAL"] = ValueOperator.GreaterThanOrEqual,
        ["LESS_THAN"] = ValueOperator.LessThan,
        ["LESS_THAN_OR_EQUAL"] = ValueOperator.LessThanOrEqual,
        ["CONTAINS"] = ValueOperator.Contains,
        ["NOT_CONTAINS"] = ValueOperator.NotContains,
        ["STARTS_WITH"] = ValueOperator.StartsWith,
        ["ENDS_WITH"] = ValueOperator.EndsWith,
    };

    /// <summary>Conditions on the rows that are summed up.</summary>
    public List<MeasurementCondition> Conditions { get; } = [];

    /// <summary>Conditions on the rows that are answered: an extension.</summary>
    public List<(MeasurementColumn Column, ValueOperator Operator, IReadOnlyList<string> Values)> Having { get; } = [];

    /// <summary>Conditions on the rows of ROUTING_SUGGESTIONS.</summary>
    public List<Predicate<string[]>> Rows { get; } = [];

    /// <summary>The level of place of TOP_LOCATIONS.</summary>
    public string Level { get; private set; } = QueryColumns.Levels[0];

    /// <summary>The locations that suggestions are wanted for.</summary>
    public IReadOnlyList<string> Proposed { get; private set; } = [];

    /// <summary>Reads the filters of a query of a type.</summary>
    /// <exception cref="ApiException">One is not allowed.</exception>
    public static QueryFilters Read(string type, IReadOnlyList<FilterParameterWire?>? filters)
    {
        QueryFilters read = new();
        foreach (FilterParameterWire? filter in filters ?? [])
        {
            read.Add(type, filter ?? throw ApiException.Invalid("A filter is null."));
        }
        if (type == QueryTypes.OverallSuggestionsDetails && read.Proposed.Count == 0)
        {
            throw ApiException.Invalid($"A query of type {type} requires the filter {ProposedLocation}.");
        }
        return read;
    }

    private void Add(string type, FilterParameterWire filter)
    {
        string field = filter.Field ?? throw ApiException.Invalid("A filter has no Field.");
        if (!s_operators.TryGetValue(filter.Operator ?? "EQUALS", out ValueOperator comparison))
        {
            throw ApiException.Invalid($"The operator {filter.Operator} of the filter {field} is not one of {string.Join(", ", s_operators.Keys)}.");
        }
        IReadOnlyList<string> values = filter.Values is { Count: > 0 and <= MostValues } given && !given.Exists(value => value is null || value.Contains('\0', StringComparison.Ordinal))
            ? given
            : throw ApiException.Invalid($"The filter {field} needs 1 to {MostValues} values.");
        if (field == Geo && type == QueryTypes.TopLocations)
        {
            Level = comparison == ValueOperator.Equals && values is [string level] && QueryColumns.Levels.Contains(level)
                ? level
                : throw ApiException.Invalid($"The filter geo must be one of {string.Join(", ", QueryColumns.Levels)}.");
        }
        else if (field == ProposedLocation && type == QueryTypes.OverallSuggestionsDetails)
        {
            Proposed = comparison == ValueOperator.Equals ? values : throw ApiException.Invalid($"The filter {field} allows EQUALS alone.");
        }
        else if (type == QueryTypes.RoutingSuggestions && s_routing.Contains(field))
        {
            AddRouting(field, comparison, values);
        }
        else if (type != QueryTypes.RoutingSuggestions && s_fields.ContainsKey(field))
        {
            AddCondition(field, comparison, values);
        }
        else
        {
            AddHaving(type, field, comparison, values);
        }
    }

    /// <summary>Rows about routes are few and made outside of the store, so they are compared there. All are of the monitor that was asked for.</summary>
    private void AddRouting(string field, ValueOperator comparison, IReadOnlyList<string> values)
    {
        if (comparison is not (ValueOperator.Equals or ValueOperator.NotEquals))
        {
            throw ApiException.Invalid($"The filter {field} allows EQUALS and NOT_EQUALS.");
        }
        int column = QueryColumns.Of(QueryTypes.RoutingSuggestions, Level).Index().FirstOrDefault(each => each.Item.Name == field, (-1, null!)).Index;
        if (column >= 0)
        {
            Rows.Add(row => values.Contains(row[column]) == (comparison == ValueOperator.Equals));
        }
    }

    private void AddCondition(string field, ValueOperator comparison, IReadOnlyList<string> values)
    {
        if (s_fields.TryGetValue(field, out MeasurementField meant))
        {
            CheckNumbers(field, isNumber: meant == MeasurementField.Asn, comparison, values);
            Conditions.Add(new MeasurementCondition(meant, comparison, values));
        }
    }

    /// <summary>A column that is answered may be compared; the service's own two operators do not reach it.</summary>
    private void AddHaving(string type, string field, ValueOperator comparison, IReadOnlyList<string> values)
    {
        QueryColumn? column = QueryColumns.Of(type, QueryColumns.Levels[0]).FirstOrDefault(column => column.Name == field && column.Source is not null);
        if (column is null || comparison is ValueOperator.Equals or ValueOperator.NotEquals)
        {
            throw ApiException.Invalid($"The field {field} cannot be filtered by in a query of type {type}{(column is null ? "" : " with this operator")}.");
        }
        CheckNumbers(field, isNumber: !column.IsText, comparison, values);
        Having.Add((column.Source!.Value, comparison, values));
    }

    private static void CheckNumbers(string field, bool isNumber, ValueOperator comparison, IReadOnlyList<string> values)
    {
        bool comparesText = comparison is ValueOperator.Contains or ValueOperator.NotContains or ValueOperator.StartsWith or ValueOperator.EndsWith;
        if (isNumber && !comparesText && values.FirstOrDefault(value => !IsNumber(value)) is string wrong)
        {
            throw ApiException.Invalid($"The value '{wrong}' of the filter {field} is not a number.");
        }
    }

    private static bool IsNumber(string value) =>
        double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
}
