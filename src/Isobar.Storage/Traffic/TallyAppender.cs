using System.Runtime.InteropServices;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Traffic;

/// <summary>Writes batches of tallies into `tallies`, column by column.</summary>
internal static class TallyAppender
{
    /// <summary>Appends all rows of the batches; the caller's transaction makes them durable.</summary>
    public static void Append(DuckDbConnection connection, IReadOnlyList<TallyBatch> batches, long commit)
    {
        using DuckDbAppender appender = connection.CreateAppender(ColumnSchema.Tallies.Name, ColumnSchema.Tallies.AppendTypes);
        var strata = new StratumTexts(appender.Capacity);
        foreach (TallyBatch batch in batches)
        {
            for (int first = 0; first < batch.Count; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, batch.Count - first);
                Fill(appender, batch, first, count, commit, strata);
                appender.AppendRows(count);
            }
        }
        appender.Close();
    }

    /// <summary>Refuses a batch whose columns differ in length, before anything is written.</summary>
    public static void Check(TallyBatch batch)
    {
        Span<int> lengths =
        [
            batch.Shard.Count, batch.Stratum.Count, batch.CityNetwork.Count, batch.BytesIn.Count, batch.BytesOut.Count, batch.Connections.Count,
            batch.Attempts.Count, batch.NetworkFailures.Count, batch.ServiceFailures.Count, batch.Votes.Count, batch.NetworkFailedVotes.Count,
            batch.ServiceFailedVotes.Count, batch.Clients.Count, batch.ClientSketch.Count, batch.RttSketch.Count, batch.RttSamples.Count,
            batch.RttP50Micros.Count, batch.RttP90Micros.Count, batch.RttP95Micros.Count, batch.TtfbSketch.Count, batch.TtfbSamples.Count,
            batch.TtfbP50Micros.Count, batch.TtfbP90Micros.Count, batch.TtfbP95Micros.Count,
        ];
        int odd = lengths.IndexOfAnyExcept(batch.Count);
        if (odd >= 0)
        {
            throw new ArgumentException($"A batch of {batch.Count} rows has a column (number {odd}) of {lengths[odd]}.", nameof(batch));
        }
    }

    private static void Fill(DuckDbAppender appender, TallyBatch batch, int first, int count, long commit, StratumTexts strata)
    {
        var write = new ColumnWriter(appender, first, count);
        strata.Load(CollectionsMarshal.AsSpan(batch.Stratum).Slice(first, count));
        write.Numbers(batch.Shard);
        write.Numbers(batch.WindowStart);
        write.Same(batch.WindowSeconds);
        write.Bytes(strata.Source.AsSpan(0, count));
        write.Bytes(strata.ServiceLocation.AsSpan(0, count));
        write.Bytes(strata.Zone.AsSpan(0, count));
        write.Numbers<byte>(strata.Family);
        write.Numbers<byte>(strata.Method);
        write.Numbers(MemoryMarshal.Cast<CityNetworkId, ulong>(CollectionsMarshal.AsSpan(batch.CityNetwork).Slice(first, count)));
        write.Numbers(batch.BytesIn);
        write.Numbers(batch.BytesOut);
        write.Numbers(batch.Connections);
        write.Numbers(batch.Attempts);
        write.Numbers(batch.NetworkFailures);
        write.Numbers(batch.ServiceFailures);
        write.Numbers(batch.Votes);
        write.Numbers(batch.NetworkFailedVotes);
        write.Numbers(batch.ServiceFailedVotes);
        write.Numbers(batch.Clients);
        write.Bytes(batch.ClientSketch);
        write.Bytes(batch.RttSketch);
        write.Numbers(batch.RttSamples);
        write.Numbers(batch.RttP50Micros);
        write.Numbers(batch.RttP90Micros);
        write.Numbers(batch.RttP95Micros);
        write.Bytes(batch.TtfbSketch);
        write.Numbers(batch.TtfbSamples);
        write.Numbers(batch.TtfbP50Micros);
        write.Numbers(batch.TtfbP90Micros);
        write.Numbers(batch.TtfbP95Micros);
        write.Same(commit);
    }

    /// <summary>The strata of one chunk as columns. Rows are ordered by stratum, so most rows repeat the one before.</summary>
    private sealed class StratumTexts(int capacity)
    {
        private readonly Dictionary<Stratum, (byte[] Source, byte[] ServiceLocation, byte[] Zone)> _known = [];

        public byte[][] Source { get; } = new byte[capacity][];

        public byte[][] ServiceLocation { get; } = new byte[capacity][];

        public byte[][] Zone { get; } = new byte[capacity][];

        public byte[] Family { get; } = new byte[capacity];

        public byte[] Method { get; } = new byte[capacity];

        public void Load(ReadOnlySpan<Stratum> strata)
        {
            Stratum? last = null;
            (byte[] Source, byte[] ServiceLocation, byte[] Zone) texts = ([], [], []);
            for (int i = 0; i < strata.Length; i++)
            {
                Stratum stratum = strata[i];
                if (!ReferenceEquals(stratum, last))
                {
                    texts = Texts(stratum);
                    last = stratum;
                }
                Source[i] = texts.Source;
                ServiceLocation[i] = texts.ServiceLocation;
                Zone[i] = texts.Zone;
                Family[i] = (byte)stratum.Family;
                Method[i] = (byte)stratum.Method;
            }
        }

        private (byte[] Source, byte[] ServiceLocation, byte[] Zone) Texts(Stratum stratum)
        {
            if (!_known.TryGetValue(stratum, out var texts))
            {
                texts = (Encoding.UTF8.GetBytes(stratum.Source), Encoding.UTF8.GetBytes(stratum.ServiceLocation), Encoding.UTF8.GetBytes(stratum.Zone));
                _known.Add(stratum, texts);
            }
            return texts;
        }
    }
}
