using Isobar.Core.Windows;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Traffic;

/// <summary>
/// The tallies of a data folder, for reading: what was counted of each (window, stratum, city-network). Ranges are half open, in Unix seconds. Reads may run on
/// several threads, beside commits and roll-overs.
/// </summary>
public sealed class TallyStore
{
    /// <summary>Order in which rows are handed out: that of <see cref="TallyBatch"/>.</summary>
    private const string ScanOrder = "window_start, window_seconds, source, service_location, zone, family, method, city_network";

    private readonly ColumnStore _columns;

    internal TallyStore(ColumnStore columns) => _columns = columns;

    /// <summary>Sums over a range.</summary>
    public TrafficTotals Totals(long from, long to) => _columns.Read(ColumnSchema.Tallies, from, to, TallyQueries.Totals);

    /// <summary>The largest city-networks of a range, at most <paramref name="count"/>.</summary>
    public CityNetworkTotals TopCityNetworks(long from, long to, int count) =>
        _columns.Read(ColumnSchema.Tallies, from, to, (connection, range) => TallyQueries.Top(connection, range, count));

    /// <summary>Sums of each source over a range; sources without traffic are left out.</summary>
    public IReadOnlyDictionary<string, SourceTotals> BySource(long from, long to) => _columns.Read(ColumnSchema.Tallies, from, to, TallyQueries.BySource);

    /// <summary>Sums of each city-network over some sources and a range, in no order.</summary>
    public CityNetworkTotals Of(IReadOnlyCollection<string> sources, long from, long to) =>
        _columns.Read(ColumnSchema.Tallies, from, to, (connection, range) => TallyQueries.Of(connection, range, sources));

    /// <summary>Distinct windows of a range that have a row.</summary>
    public long WindowCount(long from, long to) => _columns.Read(ColumnSchema.Tallies, from, to, (connection, range) =>
        connection.ExecuteInt64($"SELECT count(DISTINCT window_start) FROM {range.Rows()}") ?? 0);

    /// <summary>
    /// All rows of a range in the order of time, then stratum, then city-network. The engine sorts a day at a time, so memory stays bounded; rows of
    /// commits made meanwhile are left out. While it is enumerated, files are not changed: a roll-over or retention waits for it.
    /// </summary>
    /// <exception cref="StorageException">
    /// A damaged block was met. Rows have been handed out already, so it cannot begin anew by itself: call <see cref="DataFolder.Verify"/> and scan again.
    /// </exception>
    public IEnumerable<TallyBatch> Scan(long from, long to)
    {
        long committed = _columns.Committed;
        foreach (long day in _columns.DaysOf(ColumnSchema.Tallies, from, to))
        {
            long start = day * SealedDay.Seconds;
            IEnumerable<TallyBatch> batches = _columns.Stream(
                ColumnSchema.Tallies, Math.Max(from, start), Math.Min(to, start + SealedDay.Seconds), committed,
                range => $"SELECT {range.Table.Select} FROM {range.Rows()} ORDER BY {ScanOrder}", TallyReader.Read);
            foreach (TallyBatch batch in batches)
            {
                yield return batch;
            }
        }
    }

    /// <summary>
    /// All rows of a UTC day, a part of the city-networks at a time, in the order of their ids: whatever is summed up per city-network and day is whole with its
    /// part, and memory does not grow with their number. Quick once the day is rolled over, as its file is sorted so. Within a part, rows are in the order of
    /// window length, city-network, location, stratum and time.
    /// </summary>
    /// <exception cref="StorageException">
    /// A damaged block was met. Rows have been handed out already, so it cannot begin anew by itself: call <see cref="DataFolder.Verify"/> and scan again.
    /// </exception>
    public IEnumerable<IReadOnlyList<TallyBatch>> ScanParts(DateOnly day) => ScanParts(day, CityNetworkParts.RowsPerPart);

    /// <summary>The hours of a UTC day (0 to 23) in which a service location had any traffic, in the order of locations and hours.</summary>
    public IReadOnlyList<(string ServiceLocation, int Hour)> TrafficHours(DateOnly day)
    {
        long start = SealedDay.DayOf(day) * SealedDay.Seconds;
        return _columns.Read(ColumnSchema.Tallies, start, start + SealedDay.Seconds, (connection, range) => TallyQueries.Hours(connection, range, start));
    }

    /// <inheritdoc cref="ScanParts(DateOnly)"/>
    internal IEnumerable<IReadOnlyList<TallyBatch>> ScanParts(DateOnly day, int rowsPerPart)
    {
        long start = SealedDay.DayOf(day) * SealedDay.Seconds, end = start + SealedDay.Seconds, committed = _columns.Committed;
        foreach (string part in CityNetworkParts.Of(_columns.Count(ColumnSchema.Tallies, start, end), rowsPerPart))
        {
            List<TallyBatch> batches = [.. _columns.Stream(
                ColumnSchema.Tallies, start, end, committed,
                range => $"SELECT {range.Table.Select} FROM {range.Rows(part)} ORDER BY window_seconds, {range.Table.DayOrder}", TallyReader.Read)];
            if (batches.Count > 0)
            {
                yield return batches;
            }
        }
    }
}
