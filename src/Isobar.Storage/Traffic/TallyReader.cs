using Isobar.Core.Windows;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Traffic;

/// <summary>Reads rows of `tallies` back into batches.</summary>
internal static class TallyReader
{
    private const int RowsPerBatch = 65_536;

    /// <summary>The rows of a query over <see cref="ColumnSchema.Tallies"/>; a batch ends where the window's length changes.</summary>
    public static IEnumerable<TallyBatch> Read(DuckDbDataReader reader)
    {
        var strata = new Dictionary<Stratum, Stratum>();
        TallyBatch? batch = null;
        while (reader.ReadChunk())
        {
            for (int first = 0; first < reader.Count;)
            {
                int seconds = reader.Column<int>(2)[first];
                int count = RunLength(reader.Column<int>(2)[first..]);
                if (batch is not null && (batch.WindowSeconds != seconds || batch.Count >= RowsPerBatch))
                {
                    yield return batch;
                    batch = null;
                }
                batch ??= new TallyBatch { WindowSeconds = seconds };
                Append(reader, batch, first, count, strata);
                first += count;
            }
        }
        if (batch is not null)
        {
            yield return batch;
        }
    }

    private static int RunLength(ReadOnlySpan<int> values)
    {
        int other = values.IndexOfAnyExcept(values[0]);
        return other < 0 ? values.Length : other;
    }

    private static void Append(DuckDbDataReader reader, TallyBatch batch, int first, int count, Dictionary<Stratum, Stratum> strata)
    {
        var read = new ColumnReader(reader, first, count);
        read.Numbers(batch.Shard);
        read.Numbers(batch.WindowStart);
        read.Skip();
        ReadStrata(reader, batch.Stratum, first, count, strata);
        read.Skip(5);
        read.CityNetworks(batch.CityNetwork);
        read.Numbers(batch.BytesIn);
        read.Numbers(batch.BytesOut);
        read.Numbers(batch.Connections);
        read.Numbers(batch.Attempts);
        read.Numbers(batch.NetworkFailures);
        read.Numbers(batch.ServiceFailures);
        read.Numbers(batch.Votes);
        read.Numbers(batch.NetworkFailedVotes);
        read.Numbers(batch.ServiceFailedVotes);
        read.Numbers(batch.Clients);
        read.Bytes(batch.ClientSketch);
        read.Bytes(batch.RttSketch);
        read.Numbers(batch.RttSamples);
        read.Numbers(batch.RttP50Micros);
        read.Numbers(batch.RttP90Micros);
        read.Numbers(batch.RttP95Micros);
        read.Bytes(batch.TtfbSketch);
        read.Numbers(batch.TtfbSamples);
        read.Numbers(batch.TtfbP50Micros);
        read.Numbers(batch.TtfbP90Micros);
        read.Numbers(batch.TtfbP95Micros);
    }

    private static void ReadStrata(DuckDbDataReader reader, List<Stratum> column, int first, int count, Dictionary<Stratum, Stratum> known)
    {
        ReadOnlySpan<byte> families = reader.Column<byte>(6), methods = reader.Column<byte>(7);
        for (int row = first; row < first + count; row++)
        {
            bool same = row > first && families[row] == families[row - 1] && methods[row] == methods[row - 1]
                && SameText(reader, 3, row) && SameText(reader, 4, row) && SameText(reader, 5, row);
            if (same)
            {
                column.Add(column[^1]);
                continue;
            }
            var stratum = new Stratum(
                reader.GetString(3, row), reader.GetString(4, row), reader.GetString(5, row), (AddressFamily)families[row], (MeasurementMethod)methods[row]);
            if (!known.TryGetValue(stratum, out Stratum? one))
            {
                known.Add(stratum, stratum);
                one = stratum;
            }
            column.Add(one);
        }
    }

    private static bool SameText(DuckDbDataReader reader, int column, int row) =>
        reader.GetBytes(column, row).SequenceEqual(reader.GetBytes(column, row - 1));
}
