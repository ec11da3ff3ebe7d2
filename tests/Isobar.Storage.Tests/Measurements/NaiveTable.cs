using System.Globalization;
using System.Numerics;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Tests.Measurements;

/// <summary>Answers a <see cref="MeasurementQuery"/> row by row, as its parts are documented; numbers as whole as they are stored.</summary>
internal static class NaiveTable
{
    public static List<string> Of(List<MeasurementStoreTests.Row> rows, MeasurementQuery query, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
    {
        IEnumerable<Group> groups = rows
            .Where(row => row.WindowStart >= query.Filter.From && row.WindowStart < query.Filter.To && query.Filter.Conditions.All(condition => Passes(row, condition, names)))
            .GroupBy(row => KeyOf(row, query, names))
            .Select(group => new Group(group.Key, [.. group], query.Grouping.WeighedIn))
            .Where(group => query.Having.All(having => Compares(group.Value(having.Column), having.Operator, having.Values)));
        IOrderedEnumerable<Group> ordered = groups.OrderBy(_ => 0);
        foreach ((MeasurementColumn column, bool isDescending) in query.Order)
        {
            ordered = ordered.ThenBy(group => group.Value(column) is null);
            Comparer<object?> order = Comparer<object?>.Create(Compare);
            ordered = isDescending ? ordered.ThenByDescending(group => group.Value(column), order) : ordered.ThenBy(group => group.Value(column), order);
        }
        return [.. ordered.ThenBy(group => group.Key).Select(group => string.Join('|', query.Columns.Select(column => Text(group.Value(column)))))];
    }

    private static Key KeyOf(MeasurementStoreTests.Row row, MeasurementQuery query, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
    {
        bool Has(MeasurementKeys key) => query.Grouping.Keys.HasFlag(key);
        CityNetwork? name = names.GetValueOrDefault(row.CityNetwork);
        int step = query.Grouping.StepSeconds;
        return new(
            step > 0 ? row.WindowStart - row.WindowStart % step : query.Filter.From, Has(MeasurementKeys.ServiceLocation) ? row.Location : "",
            Has(MeasurementKeys.Country) ? name?.Country ?? "" : "", Has(MeasurementKeys.Subdivision) ? name?.Subdivision ?? "" : "",
            Has(MeasurementKeys.City) ? name?.City ?? "" : "", Has(MeasurementKeys.Asn) ? name?.Asn ?? 0 : 0);
    }

    private static bool Passes(MeasurementStoreTests.Row row, MeasurementCondition condition, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
    {
        bool IsLike(object value) => Compares(value, condition.Operator, condition.Values);
        if (condition.Field == MeasurementField.ServiceLocation)
        {
            return IsLike(row.Location);
        }
        // Of whom nothing is known, no condition on the place holds.
        return names.TryGetValue(row.CityNetwork, out CityNetwork? name) && condition.Field switch
        {
            MeasurementField.Country => IsLike(name.Country),
            MeasurementField.Subdivision => IsLike(name.Subdivision),
            MeasurementField.Metro => IsLike(name.Metro),
            MeasurementField.City => IsLike(name.City),
            MeasurementField.Asn => IsLike((BigInteger)name.Asn),
            _ => IsLike(name.NetworkName) || IsLike(name.Asn.ToString(CultureInfo.InvariantCulture)),
        };
    }

    private static bool Compares(object? value, ValueOperator comparison, IReadOnlyList<string> values)
    {
        if (value is null)
        {
            return false;
        }
        bool Any(Func<string, bool> holds) => values.Any(holds);
        int Against(string text) => value is string own ? string.CompareOrdinal(own, text) : Number(value).CompareTo(double.Parse(text, CultureInfo.InvariantCulture));
        string written = Text(value);
        return comparison switch
        {
            ValueOperator.Equals => Any(text => Against(text) == 0),
            ValueOperator.NotEquals => !Any(text => Against(text) == 0),
            ValueOperator.GreaterThan => Any(text => Against(text) > 0),
            ValueOperator.GreaterThanOrEqual => Any(text => Against(text) >= 0),
            ValueOperator.LessThan => Any(text => Against(text) < 0),
            ValueOperator.LessThanOrEqual => Any(text => Against(text) <= 0),
            ValueOperator.Contains => Any(text => written.Contains(text, StringComparison.Ordinal)),
            ValueOperator.NotContains => !Any(text => written.Contains(text, StringComparison.Ordinal)),
            ValueOperator.StartsWith => Any(text => written.StartsWith(text, StringComparison.Ordinal)),
            _ => Any(text => written.EndsWith(text, StringComparison.Ordinal)),
        };
    }

    private static double Number(object value) => value is BigInteger whole ? (double)whole : (double)value;

    private static int Compare(object? left, object? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) or (_, null) => 0,
        (string a, string b) => string.CompareOrdinal(a, b),
        _ => Number(left).CompareTo(Number(right)),
    };

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        BigInteger whole => whole.ToString(CultureInfo.InvariantCulture),
        _ => ((double)value).ToString("0.0###", CultureInfo.InvariantCulture),
    };

    /// <summary>What tells groups apart, in the order of the columns behind an order that is asked for.</summary>
    private sealed record Key(long Step, string Location, string Country, string Subdivision, string City, uint Asn) : IComparable<Key>
    {
        public int CompareTo(Key? other)
        {
            int order = Step.CompareTo(other!.Step);
            order = order != 0 ? order : string.CompareOrdinal(Location, other.Location);
            order = order != 0 ? order : string.CompareOrdinal(Country, other.Country);
            order = order != 0 ? order : string.CompareOrdinal(Subdivision, other.Subdivision);
            order = order != 0 ? order : string.CompareOrdinal(City, other.City);
            return order != 0 ? order : Asn.CompareTo(other.Asn);
        }
    }

    private sealed class Group(Key key, List<MeasurementStoreTests.Row> rows, TrafficWeight weighedIn)
    {
        public Key Key => key;

        /// <summary>A text, a whole number, a score, or null where it is not known.</summary>
        public object? Value(MeasurementColumn column) => column switch
        {
            MeasurementColumn.Time => (BigInteger)key.Step,
            MeasurementColumn.ServiceLocation => key.Location,
            MeasurementColumn.Country => key.Country,
            MeasurementColumn.Subdivision => key.Subdivision,
            MeasurementColumn.City => key.City,
            MeasurementColumn.Asn => (BigInteger)key.Asn,
            MeasurementColumn.BytesIn => rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.BytesIn),
            MeasurementColumn.BytesOut => rows.Aggregate(BigInteger.Zero, (sum, row) => sum + row.BytesOut),
            MeasurementColumn.Traffic => rows.Aggregate(BigInteger.Zero, (sum, row) => sum + (weighedIn == TrafficWeight.Bytes ? (BigInteger)row.BytesIn + row.BytesOut : row.Connections)),
            MeasurementColumn.LeastAvailability => rows.Select(row => row.Availability).Where(score => !double.IsNaN(score)).Select(score => (object?)score).DefaultIfEmpty(null).Min(),
            _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not in this reference."),
        };
    }
}
