using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring;

/// <summary>Explained drops as part of a saved state: their number, then of each its metric and the numbers of its pairs.</summary>
internal static class ExplainedDropsState
{
    /// <summary>Writes drops as a part of their own.</summary>
    public static void Write(SnapshotWriter writer, IReadOnlyList<ExplainedDrop> drops)
    {
        writer.Write(drops.Count);
        foreach (ExplainedDrop drop in drops)
        {
            writer.Write((long)drop.Metric);
            writer.Write(drop.Pairs.Count);
            writer.Write<int>([.. drop.Pairs]);
        }
        writer.End();
    }

    /// <summary>Reads a part that <see cref="Write"/> wrote.</summary>
    /// <param name="reader">The saved state.</param>
    /// <param name="pairs">Number of pairs that are known.</param>
    public static IReadOnlyList<ExplainedDrop> Read(ref SnapshotReader reader, int pairs)
    {
        List<ExplainedDrop> drops = [];
        reader.Begin();
        for (int left = reader.ReadCount(int.MaxValue); left > 0 && !reader.IsFaulty; left--)
        {
            HealthMetric metric = (HealthMetric)reader.ReadCount((int)HealthMetric.Performance);
            int[] numbers = new int[reader.ReadCount(pairs)];
            reader.Read<int>(numbers);
            if (Array.Exists(numbers, pair => pair < 0 || pair >= pairs))
            {
                reader.Fail();
            }
            drops.Add(new(metric, numbers));
        }
        return drops;
    }
}
