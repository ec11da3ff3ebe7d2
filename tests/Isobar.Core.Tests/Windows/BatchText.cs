using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

/// <summary>The rows of a batch as text, every column but the shard, bytes in hexadecimal: equal text is equal to the byte.</summary>
internal static class BatchText
{
    public static string[] Rows(TallyBatch batch) => [.. Enumerable.Range(0, batch.Count).Select(i => Row(
        batch.WindowStart[i], batch.Stratum[i], batch.CityNetwork[i],
        [
            batch.BytesIn[i], batch.BytesOut[i], batch.Connections[i], batch.Attempts[i], batch.NetworkFailures[i], batch.ServiceFailures[i],
            batch.Votes[i], batch.NetworkFailedVotes[i], batch.ServiceFailedVotes[i], batch.Clients[i], batch.ClientSketch[i],
            batch.RttSketch[i], batch.RttSamples[i], batch.RttP50Micros[i], batch.RttP90Micros[i], batch.RttP95Micros[i],
            batch.TtfbSketch[i], batch.TtfbSamples[i], batch.TtfbP50Micros[i], batch.TtfbP90Micros[i], batch.TtfbP95Micros[i],
        ]))];

    public static string Row(long windowStart, Stratum stratum, CityNetworkId cityNetwork, object[] columns) => string.Create(
        CultureInfo.InvariantCulture, $"{windowStart} {stratum} {cityNetwork}: {string.Join(' ', columns.Select(Text))}");

    private static string Text(object column) =>
        column is byte[] bytes ? $"[{Convert.ToHexString(bytes)}]" : Convert.ToString(column, CultureInfo.InvariantCulture)!;
}
