using System.Globalization;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Answers a <see cref="MeasurementQuery"/>: the engine groups, filters and sorts; what comes out is written as text.</summary>
internal static class MeasurementTable
{
    private const string Grouped = "grouped";

    /// <summary>The statement.</summary>
    public static string Sql(ColumnRange range, MeasurementQuery query, SumArithmetic arithmetic)
    {
        IEnumerable<string> conditions = query.Having.Select(each => SqlConditions.Of(Expression(each.Column), IsText(each.Column), each.Operator, each.Values));
        IEnumerable<string> order =
        [
            .. query.Order.Select(each => $"{Expression(each.Column)} {(each.IsDescending ? "DESC" : "ASC")} NULLS LAST"),
            .. MeasurementQueries.KeyNames(query.Grouping),
        ];
        string where = string.Join(" AND ", conditions);
        string by = string.Join(", ", order);
        return $"""
            SELECT {string.Join(", ", query.Columns.Select(Typed))}
            FROM ({MeasurementQueries.Grouped(range, query.Filter, query.Grouping, arithmetic)}) AS {Grouped}
            {(where.Length > 0 ? $"WHERE {where}" : "")} {(by.Length > 0 ? $"ORDER BY {by}" : "")}
            """;
    }

    /// <summary>The rows of a chunk.</summary>
    public static IEnumerable<string[]> Read(DuckDbDataReader reader, IReadOnlyList<MeasurementColumn> columns)
    {
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                string[] cells = new string[columns.Count];
                for (int column = 0; column < cells.Length; column++)
                {
                    cells[column] = Cell(reader, column, row, columns[column]);
                }
                yield return cells;
            }
        }
    }

    private static string Cell(DuckDbDataReader reader, int column, int row, MeasurementColumn what)
    {
        if (reader.IsNull(column, row))
        {
            return "";
        }
        if (IsText(what))
        {
            return reader.GetString(column, row);
        }
        if (IsWhole(what))
        {
            return reader.Column<long>(column)[row].ToString(CultureInfo.InvariantCulture);
        }
        double value = reader.Column<double>(column)[row];
        return double.IsNaN(value) ? "" : value.ToString(IsScore(what) ? "0.0###" : "0", CultureInfo.InvariantCulture);
    }

    private static string Typed(MeasurementColumn column) =>
        IsText(column) ? Expression(column) : IsWhole(column) ? $"CAST({Expression(column)} AS BIGINT)" : $"CAST({Expression(column)} AS DOUBLE)";

    private static bool IsText(MeasurementColumn column) => column is MeasurementColumn.ServiceLocation or MeasurementColumn.City or MeasurementColumn.Metro
        or MeasurementColumn.Subdivision or MeasurementColumn.Country;

    private static bool IsWhole(MeasurementColumn column) =>
        column is MeasurementColumn.Time or MeasurementColumn.Asn or MeasurementColumn.BytesIn or MeasurementColumn.BytesOut or MeasurementColumn.Traffic;

    private static bool IsScore(MeasurementColumn column) => column is MeasurementColumn.Availability or MeasurementColumn.LeastAvailability
        or MeasurementColumn.Performance or MeasurementColumn.LeastPerformance;

    private static string Expression(MeasurementColumn column) => column switch
    {
        MeasurementColumn.Time => "step",
        MeasurementColumn.ServiceLocation => "location",
        MeasurementColumn.City => "key_city",
        MeasurementColumn.Metro => "key_metro",
        MeasurementColumn.Subdivision => "key_subdivision",
        MeasurementColumn.Country => "key_country",
        MeasurementColumn.Asn => "key_asn",
        MeasurementColumn.Availability => Known("availability"),
        MeasurementColumn.LeastAvailability => Known("least_availability"),
        MeasurementColumn.Performance => Known("performance"),
        MeasurementColumn.LeastPerformance => Known("least_performance"),
        MeasurementColumn.RttP50Millis => Millis("rtt_p50"),
        MeasurementColumn.RttP90Millis => Millis("rtt_p90"),
        MeasurementColumn.RttP95Millis => Millis("rtt_p95"),
        MeasurementColumn.BytesIn => "sum_bytes_in",
        MeasurementColumn.BytesOut => "sum_bytes_out",
        MeasurementColumn.Traffic => "traffic",
        MeasurementColumn.FirstByteMillis => Millis("ttfb_mean"),
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "There is no such column."),
    };

    // Not known is NaN in sums of groups; NULL fails every comparison and is sorted last.
    private static string Known(string name) => $"CASE WHEN isnan({name}) THEN NULL ELSE {name} END";

    private static string Millis(string name) => $"round({Known(name)} / 1000)";
}
