using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Storage.Tests.Support;

/// <summary>Batches of measurements made from a seed.</summary>
internal static class Measured
{
    private static readonly AddressFamilies[] s_families = [AddressFamilies.IPv4, AddressFamilies.IPv6, AddressFamilies.Both, AddressFamilies.Both, AddressFamilies.NotRecorded];

    public static readonly string[] Locations = ["eu-central-1", "us-east-1", "a location with 'quotes' and ünïcode"];

    /// <summary>A monitor's windows with so many pairs each, in no order.</summary>
    public static MeasurementBatch Windows(int seed, string monitor, long start, int windows, int pairs)
    {
        var random = new Random(seed);
        var batch = new MeasurementBatch { MonitorName = monitor };
        for (int w = 0; w < windows; w++)
        {
            for (int pair = 0; pair < pairs; pair++)
            {
                AddRow(batch, random, start + w * 300, (ulong)(pair / Locations.Length + 1) * 0x9e37_79b9_7f4a_7c15, Locations[pair % Locations.Length]);
            }
        }
        AddFamilies(batch, new Random(~seed));
        return batch;
    }

    /// <summary>
    /// Gives rows address families, and parts to those of both: any, as nothing that is stored follows from the whole. Its numbers are drawn apart, so that the rows stay those of earlier versions.
    /// </summary>
    private static void AddFamilies(MeasurementBatch batch, Random random)
    {
        MeasurementBatch parts = batch.Parts = new() { MonitorName = batch.MonitorName };
        for (int row = 0; row < batch.Count; row++)
        {
            batch.Families[row] = s_families[random.Next(s_families.Length)];
            int present = batch.Families[row] == AddressFamilies.Both ? 1 + random.Next(3) : 0;
            foreach (AddressFamilies family in (AddressFamilies[])[AddressFamilies.IPv4, AddressFamilies.IPv6])
            {
                if ((present & (family == AddressFamilies.IPv4 ? 1 : 2)) != 0)
                {
                    AddRow(parts, random, batch.WindowStart[row], batch.CityNetwork[row].Value, batch.ServiceLocation[row]);
                    parts.Families[^1] = family;
                    parts.BytesOut[^1] /= 1_000_000;
                }
            }
        }
    }

    public static void AddRow(MeasurementBatch batch, Random random, long window, ulong cityNetwork, string location)
    {
        batch.Families.Add(AddressFamilies.IPv4);
        batch.WindowStart.Add(window);
        batch.CityNetwork.Add(new CityNetworkId(cityNetwork));
        batch.ServiceLocation.Add(location);
        AddScore(random, batch.AvailabilityState, batch.AvailabilityScore);
        AddScore(random, batch.PerformanceState, batch.PerformanceScore);
        batch.Weight.Add(random.Next(3) switch { 0 => 0.25, 1 => random.NextDouble() * 1e12, _ => random.Next(1_000) });
        batch.TrafficPercent.Add(random.NextDouble() * 10);
        batch.BytesIn.Add(random.Next(1_000));
        batch.BytesOut.Add(random.NextInt64(1_000_000_000_000));
        batch.Connections.Add(random.Next(100));
        batch.Clients.Add(random.Next(50));
        int rtt = random.Next(3) == 0 ? 0 : 1 + random.Next(400_000), ttfb = random.Next(3) == 0 ? 0 : 1 + random.Next(900_000);
        batch.RttP50Micros.Add(rtt);
        batch.RttP90Micros.Add(rtt * 2);
        batch.RttP95Micros.Add(rtt * 3);
        batch.TtfbP50Micros.Add(ttfb);
        batch.TtfbP90Micros.Add(ttfb * 2);
        batch.TtfbP95Micros.Add(ttfb * 3);
        batch.TtfbMeanMicros.Add(random.Next(2) == 0 ? 0 : ttfb);
    }

    /// <summary>Each row as one text, so that batches can be compared whatever their cut.</summary>
    public static List<string> Rows(IEnumerable<MeasurementBatch> batches)
    {
        var rows = new List<string>();
        foreach (MeasurementBatch b in batches)
        {
            for (int i = 0; i < b.Count; i++)
            {
                rows.Add(string.Join('|', b.MonitorName, b.WindowStart[i].ToString("D12"), b.CityNetwork[i], b.ServiceLocation[i], b.Families[i], b.AvailabilityState[i],
                    b.AvailabilityScore[i].ToString("R"), b.PerformanceState[i], b.PerformanceScore[i].ToString("R"), b.Weight[i].ToString("R"),
                    b.TrafficPercent[i].ToString("R"), b.BytesIn[i], b.BytesOut[i], b.Connections[i], b.Clients[i], b.RttP50Micros[i], b.RttP90Micros[i],
                    b.RttP95Micros[i], b.TtfbP50Micros[i], b.TtfbP90Micros[i], b.TtfbP95Micros[i], b.TtfbMeanMicros[i]));
            }
        }
        return rows;
    }

    /// <summary>The rows of batches in the order in which a scan gives those of one monitor.</summary>
    public static List<string> Expected(params MeasurementBatch[] batches)
    {
        List<string> rows = Rows(batches);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>The parts of batches in the order in which a scan gives those of one monitor, with what is kept of them.</summary>
    public static List<string> ExpectedParts(params MeasurementBatch[] batches)
    {
        MeasurementBatch[] parts = [.. batches.Select(batch => batch.Parts).OfType<MeasurementBatch>()];
        foreach (MeasurementBatch batch in parts)
        {
            CollectionsMarshal.AsSpan(batch.TrafficPercent).Clear();
            foreach (List<int> column in (List<int>[])[batch.Clients, batch.TtfbP50Micros, batch.TtfbP90Micros, batch.TtfbP95Micros])
            {
                CollectionsMarshal.AsSpan(column).Clear();
            }
        }
        List<string> rows = Rows(parts);
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static void AddScore(Random random, List<HealthState> states, List<double> scores)
    {
        var state = (HealthState)random.Next(4);
        states.Add(state);
        scores.Add(state switch { HealthState.Ok => 100, HealthState.Drop => random.NextDouble() * 99.9, _ => double.NaN });
    }
}
