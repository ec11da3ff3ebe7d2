using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>Writes batches of measurements into `measurements`, column by column.</summary>
internal static class MeasurementAppender
{
    /// <summary>Appends all rows of the batches; the caller's transaction makes them durable.</summary>
    public static void Append(DuckDbConnection connection, IReadOnlyList<MeasurementBatch> batches, long commit)
    {
        Append(connection, ColumnSchema.Measurements.Name, batches, commit, isWhole: true);
        Append(connection, ColumnSchema.Parts, [.. batches.Select(batch => batch.Parts).OfType<MeasurementBatch>()], commit, isWhole: false);
    }

    private static void Append(DuckDbConnection connection, string table, IReadOnlyList<MeasurementBatch> batches, long commit, bool isWhole)
    {
        if (batches.Count == 0)
        {
            return;
        }
        using DuckDbAppender appender = connection.CreateAppender(table, ColumnSchema.Measurements.AppendTypes);
        foreach (MeasurementBatch batch in batches)
        {
            for (int first = 0; first < batch.Count; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, batch.Count - first);
                Fill(new ColumnWriter(appender, first, count), batch, first, count, commit, isWhole);
                appender.AppendRows(count);
            }
        }
        appender.Close();
    }

    /// <summary>Refuses a batch whose columns differ in length, or whose scores do not go with their states, before anything is written.</summary>
    public static void Check(MeasurementBatch batch)
    {
        CheckRows(batch);
        if (batch.Families.FindIndex(families => !Enum.IsDefined(families)) is int odd and >= 0)
        {
            throw new ArgumentException($"Measurement {odd} of {batch.MonitorName} is of the families {batch.Families[odd]}.", nameof(batch));
        }
        if (batch.Parts is { } parts)
        {
            CheckRows(parts);
            CheckParts(batch, parts);
        }
    }

    /// <summary>A part is one family of a row of both, and each is there once.</summary>
    private static void CheckParts(MeasurementBatch batch, MeasurementBatch parts)
    {
        HashSet<(long, CityNetworkId, string)> ofBoth =
            [.. Enumerable.Range(0, batch.Count).Where(row => batch.Families[row] == AddressFamilies.Both).Select(row => (batch.WindowStart[row], batch.CityNetwork[row], batch.ServiceLocation[row]))];
        HashSet<(long, CityNetworkId, string, AddressFamilies)> seen = [];
        for (int row = 0; row < parts.Count; row++)
        {
            bool isFamily = parts.Families[row] is AddressFamilies.IPv4 or AddressFamilies.IPv6;
            if (parts.MonitorName != batch.MonitorName || !isFamily || !ofBoth.Contains((parts.WindowStart[row], parts.CityNetwork[row], parts.ServiceLocation[row]))
                || !seen.Add((parts.WindowStart[row], parts.CityNetwork[row], parts.ServiceLocation[row], parts.Families[row])))
            {
                throw new ArgumentException(
                    $"Part {row} of {batch.MonitorName} is of {parts.CityNetwork[row]} at {parts.WindowStart[row]}, {parts.Families[row]}: no row of both families, or there already.", nameof(batch));
            }
        }
    }

    private static void CheckRows(MeasurementBatch batch)
    {
        Span<int> lengths =
        [
            batch.CityNetwork.Count, batch.ServiceLocation.Count, batch.Families.Count, batch.AvailabilityState.Count, batch.AvailabilityScore.Count,
            batch.PerformanceState.Count, batch.PerformanceScore.Count, batch.Weight.Count, batch.TrafficPercent.Count, batch.BytesIn.Count,
            batch.BytesOut.Count, batch.Connections.Count, batch.Clients.Count, batch.RttP50Micros.Count, batch.RttP90Micros.Count,
            batch.RttP95Micros.Count, batch.TtfbP50Micros.Count, batch.TtfbP90Micros.Count, batch.TtfbP95Micros.Count, batch.TtfbMeanMicros.Count,
        ];
        int odd = lengths.IndexOfAnyExcept(batch.Count);
        if (odd >= 0)
        {
            throw new ArgumentException($"A batch of {batch.Count} measurements has a column (number {odd}) of {lengths[odd]}.", nameof(batch));
        }
        for (int row = 0; row < batch.Count; row++)
        {
            CheckScore(batch, row, batch.AvailabilityState[row], batch.AvailabilityScore[row]);
            CheckScore(batch, row, batch.PerformanceState[row], batch.PerformanceScore[row]);
            if (!(batch.Weight[row] >= 0 && double.IsFinite(batch.Weight[row]) && double.IsFinite(batch.TrafficPercent[row])))
            {
                throw new ArgumentException(
                    $"Measurement {row} of {batch.MonitorName} has weight {batch.Weight[row]}, {batch.TrafficPercent[row]} %: numbers from 0 were expected.",
                    nameof(batch));
            }
        }
    }

    private static void CheckScore(MeasurementBatch batch, int row, HealthState state, double score)
    {
        bool hasScore = state is HealthState.Ok or HealthState.Drop;
        if (hasScore ? !(score is >= 0 and <= 100) : !double.IsNaN(score))
        {
            throw new ArgumentException($"Measurement {row} of {batch.MonitorName} is in state {state} and has the score {score}.", nameof(batch));
        }
    }

    /// <summary>Of a part is kept what the explorer tells of a family; the rest is 0, which takes no room.</summary>
    private static void Fill(ColumnWriter write, MeasurementBatch batch, int first, int count, long commit, bool isWhole)
    {
        write.SameText(batch.MonitorName);
        write.Numbers(batch.WindowStart);
        write.Numbers(MemoryMarshal.Cast<CityNetworkId, ulong>(CollectionsMarshal.AsSpan(batch.CityNetwork).Slice(first, count)));
        write.Texts(batch.ServiceLocation);
        write.Numbers(batch.AvailabilityState);
        write.Numbers(batch.AvailabilityScore);
        write.Numbers(batch.PerformanceState);
        write.Numbers(batch.PerformanceScore);
        write.Numbers(batch.Weight);
        NumbersIf(isWhole, ref write, batch.TrafficPercent);
        write.Numbers(batch.BytesIn);
        write.Numbers(batch.BytesOut);
        write.Numbers(batch.Connections);
        NumbersIf(isWhole, ref write, batch.Clients);
        write.Numbers(batch.RttP50Micros);
        write.Numbers(batch.RttP90Micros);
        write.Numbers(batch.RttP95Micros);
        NumbersIf(isWhole, ref write, batch.TtfbP50Micros);
        NumbersIf(isWhole, ref write, batch.TtfbP90Micros);
        NumbersIf(isWhole, ref write, batch.TtfbP95Micros);
        write.Numbers(batch.TtfbMeanMicros);
        write.Numbers(batch.Families);
        write.Same(commit);
    }

    private static void NumbersIf<T>(bool isKept, ref ColumnWriter write, List<T> values)
        where T : unmanaged
    {
        if (isKept)
        {
            write.Numbers(values);
        }
        else
        {
            write.Same(default(T));
        }
    }
}
