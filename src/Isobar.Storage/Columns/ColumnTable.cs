using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Columns;

/// <summary>
/// A kind of row of the column store: a table of the hot file, where commits append, and a file for each sealed day. Each kind has files of its own, since
/// retention unlinks files and differs from kind to kind.
/// </summary>
/// <param name="Name">Name of the table, in the hot file and in the days' files.</param>
/// <param name="FilePrefix">What the names of its day files begin with; they share a folder.</param>
/// <param name="TimeColumn">The column of a row's time, Unix seconds, that says to which UTC day it belongs.</param>
/// <param name="DayOrder">Order of a sealed day's rows: what is asked for together lies together.</param>
/// <param name="Latest">Columns that identify a row where a later commit may write it anew; empty where no row is written twice.</param>
/// <param name="LatestOrder">Order of the writings of one row, of which the first counts.</param>
/// <param name="Columns">The columns that a caller gives, in the order of the table; `commit_no` follows in the hot file.</param>
internal sealed record ColumnTable(
    string Name, string FilePrefix, string TimeColumn, string DayOrder, string Latest, string LatestOrder, (string Name, DuckDbType Type)[] Columns)
{
    /// <summary>Whether its rows name city-networks, whose names then go with them.</summary>
    public bool HasCityNetworks { get; } = Columns.Any(column => column.Name == "city_network");

    /// <summary>
    /// Name of a table with the same columns that stands beside it, in the hot file and in the days' files: it is written, moved and deleted with it. Empty where there is none.
    /// </summary>
    public string Companion { get; init; } = "";

    /// <summary>Its name and that of its companion, if there is one.</summary>
    public string[] Names => Companion.Length > 0 ? [Name, Companion] : [Name];

    /// <summary>The columns as a select list.</summary>
    public string Select { get; } = string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>The types to append with: the columns, then the commit's number.</summary>
    public DuckDbType[] AppendTypes { get; } = [.. Columns.Select(column => column.Type), DuckDbType.Int64];
}
