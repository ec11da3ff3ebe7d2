using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring.Numerics;
using Isobar.Storage;
using Isobar.Storage.Measurements;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Where else the users of a monitor would be answered, and how fast (spec 11). Learned once a day from the days before: records that are written again, after a crash, say the same again.
/// </summary>
/// <param name="folder">The measurements.</param>
/// <param name="locations">The user's own service locations.</param>
internal sealed class BestPlaces(DataFolder folder, ImmutableArray<ServiceLocation> locations)
{
    /// <summary>Shorter than the usual retention, so that what is learned from does not go while the day lasts.</summary>
    private const int DaysLearnedFrom = 28;

    private const int SecondsPerDay = 86_400;

    /// <summary>Pairs that are learned from: the effects of places and networks that these do not show are small.</summary>
    private const int PairsLearnedFrom = 5_000;

    private string _monitor = "";
    private long _day = long.MinValue;
    private PlacementOutlook? _outlook;

    /// <summary>The best location without the content delivery network, and that network, for the users of a row; null where nothing can be told.</summary>
    public (PlaceTime? Best, PlaceTime? Cdn) Of(MeasurementBatch batch, int row, CityNetwork client)
    {
        if (batch.TtfbMeanMicros[row] <= 0)
        {
            return (null, null);
        }
        MedianInterval now = SampledTime.OfMean(batch.TtfbMeanMicros[row], batch.TtfbP50Micros[row], batch.TtfbP90Micros[row], batch.Connections[row]);
        return OutlookOf(batch.MonitorName, batch.WindowStart[row]).BestOf(
            new(client, batch.ServiceLocation[row], batch.BytesIn[row] + batch.BytesOut[row], now, SampledTime.Unknown));
    }

    private PlacementOutlook OutlookOf(string monitor, long window)
    {
        long day = window / SecondsPerDay;
        if (_outlook is null || _monitor != monitor || _day != day)
        {
            (_monitor, _day, _outlook) = (monitor, day, Learn(monitor, day * SecondsPerDay));
        }
        return _outlook;
    }

    private PlacementOutlook Learn(string monitor, long before)
    {
        MeasurementSums sums = folder.Measurements.Sum(
            new() { MonitorName = monitor, From = before - DaysLearnedFrom * SecondsPerDay, To = before },
            new() { Keys = MeasurementKeys.ServiceLocation | MeasurementKeys.CityNetwork, Largest = PairsLearnedFrom });
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. sums.CityNetwork.Distinct()]);
        List<PairTimes> times = new(sums.Count);
        for (int i = 0; i < sums.Count; i++)
        {
            if (names.TryGetValue(sums.CityNetwork[i], out CityNetwork? client) && sums.TtfbMeanMicros[i] > 0)
            {
                MedianInterval firstByte = SampledTime.OfMean(sums.TtfbMeanMicros[i], sums.TtfbP50Micros[i], sums.TtfbP90Micros[i], sums.Connections[i]);
                times.Add(new(client, sums.ServiceLocation[i], sums.BytesIn[i] + sums.BytesOut[i], firstByte, SampledTime.Unknown));
            }
        }
        return new(times, new InsightOptions { Locations = locations, IncludeRegions = true, IncludeCdn = true });
    }
}
