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
        string and = condition.Length > 0 ? $" AND {condition}" : "";
        string range = string.Create(CultureInfo.InvariantCulture, $"{Table.TimeColumn} >= {From} AND {Table.TimeColumn} < {To}{and}");
        string hotCommit = Table.Latest.Length > 0 ? ", commit_no" : "", dayCommit = Table.Latest.Length > 0 ? ", CAST(0 AS BIGINT) AS commit_no" : "";
        string hot = string.Create(
            CultureInfo.InvariantCulture, $"SELECT {Table.Select}{hotCommit} FROM {Table.Name} WHERE commit_no <= {Committed} AND {range}");
        IEnumerable<string> sealedRows = Days.Select(day => $"SELECT {Table.Select}{dayCommit} FROM {day.Catalog}.{Table.Name} WHERE {range}");
        return $"({string.Join(" UNION ALL ", sealedRows.Prepend(hot))})";
    }

    /// <summary>The rows as a relation in which each identity occurs once.</summary>
    public string LatestRows() => Table.Latest.Length == 0
        ? Rows()
        : $"(SELECT {Table.Select} FROM {Rows()} QUALIFY row_number() OVER (PARTITION BY {Table.Latest} ORDER BY {Table.LatestOrder}) = 1)";
}
