using Isobar.Storage.Columns;

namespace Isobar.Storage.Baselines;

/// <summary>The daily history that baselines are derived from, for reading.</summary>
public sealed class DaySummaryStore
{
    private readonly ColumnStore _columns;

    internal DaySummaryStore(ColumnStore columns) => _columns = columns;

    /// <summary>
    /// The history of every stratum with a day in the range, in the order of city-networks, then strata. The engine sorts a part of the city-networks at a time, so
    /// memory does not grow with their number, and it can be read as often as is needed. Of a day that was written anew, the last writing counts; commits made
    /// meanwhile are left out. The object handed out is only valid until the next is taken.
    /// </summary>
    /// <param name="from">First day.</param>
    /// <param name="to">First day after the range.</param>
    /// <exception cref="StorageException">
    /// A damaged block was met. Rows have been handed out already, so it cannot begin anew by itself: call <see cref="DataFolder.Verify"/> and read again.
    /// </exception>
    public IEnumerable<StratumDays> ReadDays(DateOnly from, DateOnly to) => ReadDays(from, to, CityNetworkParts.RowsPerPart);

    /// <inheritdoc cref="ReadDays(DateOnly, DateOnly)"/>
    internal IEnumerable<StratumDays> ReadDays(DateOnly from, DateOnly to, int rowsPerPart)
    {
        ColumnTable table = ColumnSchema.DaySummaries;
        long first = SealedDay.DayOf(from) * SealedDay.Seconds, end = SealedDay.DayOf(to) * SealedDay.Seconds, committed = _columns.Committed;
        var days = new StratumDays();
        foreach (string part in CityNetworkParts.Of(_columns.Count(table, first, end), rowsPerPart))
        {
            IEnumerable<StratumDays> strata = _columns.Stream(
                table, first, end, committed,
                range => $"SELECT * FROM {range.Rows(part)} ORDER BY {DaySummaryReader.Order}",
                reader => DaySummaryReader.Read(reader, days));
            foreach (StratumDays stratum in strata)
            {
                yield return stratum;
            }
        }
    }
}
