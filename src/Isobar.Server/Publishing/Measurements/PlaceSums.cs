using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Measurements of five minutes summed over the cities of wider places: one row for each (place, network, service location). Scores are means by weight of the rows that have one, times means by
/// traffic of the rows that have one. Rows are added in the order of the store, so the same rows give the same bits.
/// </summary>
/// <param name="group">How wide places are.</param>
internal sealed class PlaceSums(LogGroup group)
{
    private readonly Dictionary<(string CountryCode, string Subdivision, string Metro, uint Asn, string ServiceLocation), PlaceSum> _sums = [];

    /// <summary>Adds a row.</summary>
    public void Add(MeasurementBatch batch, int row, CityNetwork client)
    {
        CityNetwork place = group.PlaceOf(client);
        (string, string, string, uint, string) key = (place.CountryCode, place.Subdivision, place.Metro, place.Asn, batch.ServiceLocation[row]);
        if (!_sums.TryGetValue(key, out PlaceSum? sum))
        {
            _sums.Add(key, sum = new(place, batch.ServiceLocation[row]));
        }
        sum.Add(batch, row);
    }

    /// <summary>The rows with the most traffic, the greatest first.</summary>
    public IReadOnlyList<PlaceSum> Largest(int count) =>
    [
        .. _sums.OrderByDescending(entry => entry.Value.Weight)
            .ThenBy(entry => entry.Key.CountryCode, StringComparer.Ordinal).ThenBy(entry => entry.Key.Subdivision, StringComparer.Ordinal).ThenBy(entry => entry.Key.Metro, StringComparer.Ordinal)
            .ThenBy(entry => entry.Key.Asn).ThenBy(entry => entry.Key.ServiceLocation, StringComparer.Ordinal)
            .Take(count).Select(entry => entry.Value),
    ];
}

/// <summary>A row of <see cref="PlaceSums"/>.</summary>
/// <param name="place">Whose it is.</param>
/// <param name="serviceLocation">Where the application answered.</param>
internal sealed class PlaceSum(CityNetwork place, string serviceLocation)
{
    private readonly WeightedMean _availability = new(), _performance = new(), _rttP50 = new(), _rttP90 = new(), _rttP95 = new(), _firstByte = new();
    private double _trafficPercent, _availabilityPercent, _performancePercent;
    private long _bytesIn, _bytesOut, _connections;

    /// <summary>Sum of the weights of its rows.</summary>
    public double Weight { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(MeasurementBatch batch, int row)
    {
        Weight += batch.Weight[row];
        _bytesIn += batch.BytesIn[row];
        _bytesOut += batch.BytesOut[row];
        _connections += batch.Connections[row];
        double percent = batch.TrafficPercent[row];
        _trafficPercent += percent;
        _availabilityPercent += AddScore(_availability, batch.AvailabilityState[row], batch.AvailabilityScore[row], batch.Weight[row]) ? percent : 0;
        _performancePercent += AddScore(_performance, batch.PerformanceState[row], batch.PerformanceScore[row], batch.Weight[row]) ? percent : 0;
        double traffic = batch.BytesIn[row] + batch.BytesOut[row];
        _rttP50.AddKnown(batch.RttP50Micros[row], traffic);
        _rttP90.AddKnown(batch.RttP90Micros[row], traffic);
        _rttP95.AddKnown(batch.RttP95Micros[row], traffic);
        _firstByte.AddKnown(batch.TtfbMeanMicros[row], traffic);
    }

    /// <summary>What is published of it.</summary>
    public MeasurementRecord Record(long windowStart) => new()
    {
        WindowStart = windowStart,
        Client = place,
        ServiceLocation = serviceLocation,
        TrafficPercent = _trafficPercent,
        BytesIn = _bytesIn,
        BytesOut = _bytesOut,
        Connections = _connections,
        Availability = new(_availability.Value, _availabilityPercent),
        Performance = new(_performance.Value, _performancePercent),
        RttMicros = _rttP50.Micros > 0 ? (_rttP50.Micros, _rttP90.Micros, _rttP95.Micros) : null,
        FirstByteMicros = _firstByte.Micros,
    };

    private static bool AddScore(WeightedMean mean, HealthState state, double score, double weight)
    {
        if (state < HealthState.Ok)
        {
            return false;
        }
        mean.Add(score, weight);
        return true;
    }

    /// <summary>A mean; NaN of nothing.</summary>
    private sealed class WeightedMean
    {
        private double _sum, _weight;

        public double Value => _weight > 0 ? _sum / _weight : double.NaN;

        /// <summary>Whole microseconds; 0 of nothing.</summary>
        public int Micros => _weight > 0 ? (int)Math.Round(Value) : 0;

        public void Add(double value, double weight)
        {
            _sum += value * weight;
            _weight += weight;
        }

        /// <summary>Adds a time where there is one.</summary>
        public void AddKnown(int micros, double weight)
        {
            if (micros > 0)
            {
                Add(micros, weight);
            }
        }
    }
}
