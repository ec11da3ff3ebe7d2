using System.Globalization;
using Isobar.Core.Monitors;
using Isobar.Storage.Columns;

namespace Isobar.Storage.Measurements;

/// <summary>
/// The measurements of a data folder, for reading: the scored rows of (monitor, five minutes, city-network, service location). Reads may run on several threads,
/// beside commits and roll-overs.
/// </summary>
public sealed class MeasurementStore
{
    private readonly ColumnStore _columns;

    internal MeasurementStore(ColumnStore columns) => _columns = columns;

    /// <summary>Sums and means of the measurements that a filter leaves, group by group.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="grouping">How they are summed up.</param>
    /// <param name="stop">Interrupts the engine at what it is at, with a <see cref="StorageException"/>.</param>
    public MeasurementSums Sum(MeasurementFilter filter, MeasurementGrouping grouping, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(grouping);
        ArgumentOutOfRangeException.ThrowIfNegative(grouping.StepSeconds, nameof(grouping));
        ArgumentOutOfRangeException.ThrowIfNegative(grouping.Largest, nameof(grouping));
        return SumReading.Answer(arithmetic => _columns.Read(
            ColumnSchema.Measurements, filter.From, filter.To, (connection, range) => MeasurementQueries.Sum(connection, range, filter, grouping, arithmetic), stop));
    }

    /// <summary>The answer to a question as rows of texts, one for each column; empty where a value is not known. Files are not changed while it is enumerated.</summary>
    /// <param name="query">The question.</param>
    /// <param name="stop">Interrupts the engine at what it is at.</param>
    /// <exception cref="StorageException">It was stopped, or a damaged block was met: call <see cref="DataFolder.Verify"/> and ask again.</exception>
    public IEnumerable<string[]> Rows(MeasurementQuery query, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return SumReading.Rows(arithmetic => _columns.Stream(
            ColumnSchema.Measurements, query.Filter.From, query.Filter.To, _columns.Committed, range => MeasurementTable.Sql(range, query, arithmetic),
            reader => MeasurementTable.Read(reader, query.Columns), stop));
    }

    /// <summary>So many of the measurements that a filter leaves, those with the most traffic, the greatest first.</summary>
    public IReadOnlyList<MeasurementBatch> Largest(MeasurementFilter filter, int count)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        string condition = MeasurementQueries.Rows(filter).OfRows;
        return
        [
            .. _columns.Stream(
                ColumnSchema.Measurements, filter.From, filter.To, _columns.Committed,
                range => string.Create(
                    CultureInfo.InvariantCulture, $"SELECT {range.Table.Select} FROM {range.Rows(condition)} ORDER BY weight DESC, {MeasurementQueries.ScanOrder} LIMIT {count}"),
                reader => MeasurementReader.Read(reader, filter.MonitorName)),
        ];
    }

    /// <summary>
    /// The measurements that a filter leaves, in the order of time, then city-network, then service location. The engine sorts a day at a time, so memory stays
    /// bounded; rows of commits made meanwhile are left out. While it is enumerated, files are not changed: a roll-over or retention waits for it.
    /// </summary>
    /// <exception cref="StorageException">
    /// A damaged block was met. Rows have been handed out already, so it cannot begin anew by itself: call <see cref="DataFolder.Verify"/> and scan again.
    /// </exception>
    public IEnumerable<MeasurementBatch> Scan(MeasurementFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Scan(filter, (range, condition) => $"{range.Rows(condition)} ORDER BY {MeasurementQueries.ScanOrder}");
    }

    /// <summary>The rows of both address families anew, each family by itself (<see cref="MeasurementBatch.Parts"/>); likewise, and IPv4 first.</summary>
    public IEnumerable<MeasurementBatch> ScanParts(MeasurementFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return Scan(filter, (range, condition) => $"{range.CompanionRows(condition)} ORDER BY {MeasurementQueries.ScanOrder}, {ColumnSchema.FamiliesColumn}");
    }

    private IEnumerable<MeasurementBatch> Scan(MeasurementFilter filter, Func<ColumnRange, string, string> rows)
    {
        long committed = _columns.Committed;
        string condition = MeasurementQueries.Rows(filter).OfRows;
        foreach (long day in _columns.DaysOf(ColumnSchema.Measurements, filter.From, filter.To))
        {
            long start = day * SealedDay.Seconds;
            IEnumerable<MeasurementBatch> batches = _columns.Stream(
                ColumnSchema.Measurements, Math.Max(filter.From, start), Math.Min(filter.To, start + SealedDay.Seconds), committed,
                range => $"SELECT {range.Table.Select} FROM {rows(range, condition)}",
                reader => MeasurementReader.Read(reader, filter.MonitorName));
            foreach (MeasurementBatch batch in batches)
            {
                yield return batch;
            }
        }
    }
}
