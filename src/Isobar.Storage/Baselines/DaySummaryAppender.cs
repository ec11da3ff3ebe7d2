using System.Text;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;
using Isobar.Storage.Columns;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Baselines;

/// <summary>Writes batches of summaries into `day_summaries`, column by column.</summary>
internal static class DaySummaryAppender
{
    /// <summary>Appends all rows of the batches; the caller's transaction makes them durable.</summary>
    public static void Append(DuckDbConnection connection, IReadOnlyList<DaySummaryBatch> batches, long commit)
    {
        if (batches.Count == 0)
        {
            return;
        }
        using DuckDbAppender appender = connection.CreateAppender(ColumnSchema.DaySummaries.Name, ColumnSchema.DaySummaries.AppendTypes);
        var texts = new StratumTexts(appender.Capacity);
        foreach (DaySummaryBatch batch in batches)
        {
            for (int first = 0; first < batch.Count; first += appender.Capacity)
            {
                int count = Math.Min(appender.Capacity, batch.Count - first);
                Fill(new ColumnWriter(appender, first, count), texts, batch, first, count, commit);
                appender.AppendRows(count);
            }
        }
        appender.Close();
    }

    /// <summary>Refuses a batch whose columns differ in length or whose keys do not rise, before anything is written.</summary>
    public static void Check(DaySummaryBatch batch)
    {
        if (batch.Summary.Count != batch.Count)
        {
            throw new ArgumentException($"A batch has {batch.Count} keys and {batch.Summary.Count} summaries.", nameof(batch));
        }
        for (int row = 1; row < batch.Count; row++)
        {
            if (batch.Key[row].CompareTo(batch.Key[row - 1]) <= 0)
            {
                throw new ArgumentException($"Key {row} of the summaries of {batch.Day:yyyy-MM-dd} is not above the one before it.", nameof(batch));
            }
        }
    }

    private static void Fill(ColumnWriter write, StratumTexts texts, DaySummaryBatch batch, int first, int count, long commit)
    {
        texts.Load(batch.Key, first, count);
        write.Numbers<ulong>(texts.CityNetwork);
        write.Bytes(texts.ServiceLocation.AsSpan(0, count));
        write.Bytes(texts.Zone.AsSpan(0, count));
        write.Numbers<byte>(texts.Family);
        write.Numbers<byte>(texts.Method);
        write.Same(SealedDay.DayOf(batch.Day) * SealedDay.Seconds);
        write.Bytes(batch.Summary);
        write.Same(commit);
    }

    /// <summary>The keys of one chunk as columns.</summary>
    private sealed class StratumTexts(int capacity)
    {
        private readonly Dictionary<string, byte[]> _known = new(StringComparer.Ordinal);

        public ulong[] CityNetwork { get; } = new ulong[capacity];

        public byte[][] ServiceLocation { get; } = new byte[capacity][];

        public byte[][] Zone { get; } = new byte[capacity][];

        public byte[] Family { get; } = new byte[capacity];

        public byte[] Method { get; } = new byte[capacity];

        public void Load(List<BaselineKey> keys, int first, int count)
        {
            for (int i = 0; i < count; i++)
            {
                HealthStratum stratum = keys[first + i].Stratum;
                CityNetwork[i] = keys[first + i].CityNetwork.Value;
                ServiceLocation[i] = TextOf(stratum.ServiceLocation);
                Zone[i] = TextOf(stratum.Zone);
                Family[i] = (byte)stratum.Family;
                Method[i] = (byte)stratum.Method;
            }
        }

        private byte[] TextOf(string text)
        {
            if (!_known.TryGetValue(text, out byte[]? bytes))
            {
                bytes = Encoding.UTF8.GetBytes(text);
                _known.Add(text, bytes);
            }
            return bytes;
        }
    }
}
