using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Server.Simulation.History;
using Isobar.Server.Tests.Hosting.Health;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Tests.Simulation.History;

/// <summary>Rows of a history that was drawn: address families are told as by a monitor that watches.</summary>
public sealed class CalmMeasurementsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(0.25)]
    public void Each_family_is_measured_as_if_it_were_all_there_is(double share)
    {
        WorldOptions options = HealthFixture.Options(HealthFixture.Midnight, 300, []);
        TallyBatch all = new() { WindowSeconds = SimulatedWorld.HourSeconds };
        new SimulatedWorld(options).AppendSum(options.StartSeconds, SimulatedWorld.HourSeconds, all);
        MeasurementBatch whole = Of(all, share);
        Assert.Contains(AddressFamilies.Both, whole.Families);
        foreach (AddressFamilies family in (AddressFamilies[])[AddressFamilies.IPv4, AddressFamilies.IPv6])
        {
            TallyBatch one = new() { WindowSeconds = SimulatedWorld.HourSeconds };
            for (int row = 0; row < all.Count; row++)
            {
                if ((AddressFamilies)all.Stratum[row].Family == family)
                {
                    one.AddRows(all, row, 1);
                }
            }
            Assert.Equal(Texts(Of(one, share), family).Order(StringComparer.Ordinal), Texts(whole, family).Concat(Texts(whole.Parts!, family)).Order(StringComparer.Ordinal));
        }
    }

    private static MeasurementBatch Of(TallyBatch sums, double share)
    {
        MeasurementBatch batch = new() { MonitorName = "shop" };
        new CalmMeasurements().Add(sums, HealthFixture.Midnight, share, batch);
        return batch;
    }

    /// <summary>Rows of one family; its share of all traffic depends on what else there is.</summary>
    private static IEnumerable<string> Texts(MeasurementBatch b, AddressFamilies family) => Enumerable.Range(0, b.Count).Where(row => b.Families[row] == family).Select(row => string.Join(
        ' ', b.WindowStart[row], b.CityNetwork[row], b.ServiceLocation[row], b.AvailabilityState[row], b.AvailabilityScore[row], b.PerformanceState[row], b.PerformanceScore[row], b.Weight[row],
        b.BytesIn[row], b.BytesOut[row], b.Connections[row], b.Clients[row], b.RttP50Micros[row], b.RttP90Micros[row], b.RttP95Micros[row], b.TtfbP50Micros[row], b.TtfbMeanMicros[row]));
}
