using Isobar.Core.Windows;

namespace Isobar.Simulator.Tests;

/// <summary>Rows of a batch as text with all columns: equal text is equal to the byte.</summary>
internal static class RowText
{
    public static List<string> Of(TallyBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(i => Row(batch, i))];

    private static string Row(TallyBatch b, int i) => string.Join('|',
        b.Shard[i], b.WindowStart[i], b.Stratum[i], b.CityNetwork[i], b.BytesIn[i], b.BytesOut[i], b.Connections[i], b.Attempts[i],
        b.NetworkFailures[i], b.ServiceFailures[i], b.Votes[i], b.NetworkFailedVotes[i], b.ServiceFailedVotes[i], b.Clients[i],
        Convert.ToHexString(b.ClientSketch[i]), Convert.ToHexString(b.RttSketch[i]), b.RttSamples[i], b.RttP50Micros[i], b.RttP90Micros[i], b.RttP95Micros[i],
        Convert.ToHexString(b.TtfbSketch[i]), b.TtfbSamples[i], b.TtfbP50Micros[i], b.TtfbP90Micros[i], b.TtfbP95Micros[i]);
}
