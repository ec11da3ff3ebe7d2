using System.Globalization;

namespace Isobar.Storage.Columns;

/// <summary>The rows of one kind in a range of time, up to a commit, as they lie in the hot file and in the attached days.</summary>
/// <param name="Table">The kind of row.</param>
/// <param name="Days">Its sealed days that overlap the range, attached.</param>
/// <param name="Committed">The last commit whose rows count.</param>
/// <param name="From">First instant, Unix seconds.</param>
/// <param name="To">First instant after the range, Unix seconds.</param>
internal sealed record ColumnRange(ColumnTable Table, IReadOnlyList<SealedDay> Days, long Committed, long From, long To)
{
    /// <summary>
    /// The rows as a relation. Where rows may be written anew it has `commit_no` too, 0 for those of day files: of rows with the same identity the one with
    /// the greatest counts.
    /// </summary>
    /// <param name="condition">A condition on each row, pushed to where it lies; empty for all.</param>
    public string Rows(string condition = "")
    {
        string commit = Table.Latest.Length > 0 ? ", CAST(0 AS BIGINT) AS commit_no" : "";
        IEnumerable<string> sealedRows = Days.Select(day => DayRows(day, Table.Name, day.Select + commit, From, To, condition));
        return $"({string.Join(" UNION ALL ", sealedRows.Prepend(HotRows(condition)))})";
    }

    /// <summary>The rows of the table's companion as a relation; days of files of versions without it have none.</summary>
    /// <param name="condition">A condition on each row; empty for all.</param>
    public string CompanionRows(string condition = "")
    {
        IEnumerable<string> sealedRows = Days.Where(day => day.HasFamilies).Select(day => DayRows(day, Table.Companion, Table.Select, From, To, condition));
        return $"({string.Join(" UNION ALL ", sealedRows.Prepend(HotRows(condition, isCompanion: true)))})";
    }

    /// <summary>The rows of the hot file as a query.</summary>
    /// <param name="condition">A condition on each row; empty for all.</param>
    /// <param name="isCompanion">Whether those of the table's companion are meant.</param>
    public string HotRows(string condition, bool isCompanion = false)
    {
        string hotCommit = Table.Latest.Length > 0 ? ", commit_no" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"SELECT {Table.Select}{hotCommit} FROM {(isCompanion ? Table.Companion : Table.Name)} WHERE commit_no <= {Committed} AND {Within(Table.TimeColumn, From, To, condition)}");
    }

    /// <summary>Rows of a table of a sealed day's file as a query.</summary>
    /// <param name="day">The day, attached.</param>
    /// <param name="table">The table.</param>
    /// <param name="select">The columns.</param>
    /// <param name="from">First instant, Unix seconds.</param>
    /// <param name="to">First instant after the range, Unix seconds.</param>
    /// <param name="condition">A condition on each row; empty for all.</param>
    public static string DayRows(SealedDay day, string table, string select, long from, long to, string condition) =>
        $"SELECT {select} FROM {day.Catalog}.{table} WHERE {Within(day.Table.TimeColumn, from, to, condition)}";

    private static string Within(string time, long from, long to, string condition) => string.Create(
        CultureInfo.InvariantCulture, $"{time} >= {from} AND {time} < {to}{(condition.Length > 0 ? " AND " : "")}{condition}");

    /// <summary>The rows as a relation in which each identity occurs once.</summary>
    public string LatestRows() => Table.Latest.Length == 0
        ? Rows()
        : $"(SELECT {Table.Select} FROM {Rows()} QUALIFY row_number() OVER (PARTITION BY {Table.Latest} ORDER BY {Table.LatestOrder}) = 1)";
}
