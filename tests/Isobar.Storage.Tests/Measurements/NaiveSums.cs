using System.Globalization;
using System.Numerics;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Tests.Measurements;

/// <summary>Groups and means taken row by row, in big integers as the definition says.</summary>
internal static class NaiveSums
{
    public static List<(string Group, double[] Means)> Of(
        List<MeasurementStoreTests.Row> rows, MeasurementFilter filter, MeasurementGrouping grouping, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
    {
        IEnumerable<IGrouping<string, MeasurementStoreTests.Row>> groups = rows
            .Where(row => row.WindowStart >= filter.From && row.WindowStart < filter.To
                && (filter.CityNetworks is null || filter.CityNetworks.Contains(row.CityNetwork))
                && (filter.ServiceLocations is null || filter.ServiceLocations.Contains(row.Location)))
            .GroupBy(row => Key(row, filter, grouping, names));
        if (grouping.Largest > 0)
        {
            groups = groups.OrderByDescending(group => Sum(group, row => Traffic(row, grouping.WeighedIn)))
                .ThenBy(group => group.Key, StringComparer.Ordinal).Take(grouping.Largest);
        }
        return [.. groups.Select(group => ($"{group.Key}|{Counts([.. group])}", Means([.. group], grouping.WeighedIn)))];
    }

    /// <summary>What the store answered, in the same shape.</summary>
    public static List<(string Group, double[] Means)> Of(MeasurementSums sums) => [.. Enumerable.Range(0, sums.Count).Select(i => (
        string.Join(
            '|', Key(sums.StepStart[i], sums.ServiceLocation[i], sums.CityNetwork[i], sums.Place[i]), Text(sums.Rows[i]), Text(sums.BytesIn[i]),
            Text(sums.BytesOut[i]), Text(sums.Connections[i])),
        new[]
        {
            sums.Weight[i], sums.Availability[i], sums.LeastAvailability[i], sums.Performance[i], sums.LeastPerformance[i], sums.RttP50Micros[i],
            sums.RttP90Micros[i], sums.RttP95Micros[i], sums.TtfbP50Micros[i], sums.TtfbP90Micros[i], sums.TtfbP95Micros[i], sums.TtfbMeanMicros[i],
        }))];

    private static string Key(
        MeasurementStoreTests.Row row, MeasurementFilter filter, MeasurementGrouping grouping, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
    {
        bool Has(MeasurementKeys key) => grouping.Keys.HasFlag(key);
        CityNetwork? name = names.GetValueOrDefault(row.CityNetwork);
        long step = grouping.StepSeconds > 0 ? row.WindowStart - row.WindowStart % grouping.StepSeconds : filter.From;
        return Key(step, Has(MeasurementKeys.ServiceLocation) ? row.Location : "", Has(MeasurementKeys.CityNetwork) ? row.CityNetwork : default, new(
            Has(MeasurementKeys.Country) ? name?.CountryCode ?? "" : "", Has(MeasurementKeys.Country) ? name?.Country ?? "" : "",
            Has(MeasurementKeys.Subdivision) ? name?.Subdivision ?? "" : "", Has(MeasurementKeys.Metro) ? name?.Metro ?? "" : "",
            Has(MeasurementKeys.City) ? name?.City ?? "" : "", Has(MeasurementKeys.Asn) ? name?.Asn ?? 0 : 0));
    }

    private static string Key(long step, string location, CityNetworkId cityNetwork, MeasurementPlace place) =>
        // Joined by what sorts before every letter, so that texts are in the order of their parts.
        string.Join(
            '\u0001', Text(step), location, cityNetwork, place.CountryCode, place.Country, place.Subdivision, place.Metro, place.City, $"{place.Asn:D10}");

    private static string Counts(List<MeasurementStoreTests.Row> rows) => string.Join(
        '|', Text(rows.Count), Text((long)Sum(rows, row => row.BytesIn)), Text((long)Sum(rows, row => row.BytesOut)),
        Text((long)Sum(rows, row => row.Connections)));

    private static double[] Means(List<MeasurementStoreTests.Row> rows, TrafficWeight weighedIn) =>
    [
        (double)Sum(rows, Weight) / 1_000,
        Score(rows, row => row.AvailabilityState, row => row.Availability), Least(rows, row => row.Availability),
        Score(rows, row => row.PerformanceState, row => row.Performance), Least(rows, row => row.Performance),
        .. Enumerable.Range(0, 7).Select(i => Mean(rows, row => row.Times[i] > 0, row => Traffic(row, weighedIn), row => row.Times[i])),
    ];

    private static double Score(
        List<MeasurementStoreTests.Row> rows, Func<MeasurementStoreTests.Row, HealthState> state, Func<MeasurementStoreTests.Row, double> score) =>
        Mean(rows, row => state(row) is HealthState.Ok or HealthState.Drop, Weight, row => (long)Math.Round(score(row) * 1e6, MidpointRounding.AwayFromZero)) / 1e6;

    private static double Least(List<MeasurementStoreTests.Row> rows, Func<MeasurementStoreTests.Row, double> score) =>
        rows.Select(score).Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Min();

    private static double Mean(
        List<MeasurementStoreTests.Row> rows, Func<MeasurementStoreTests.Row, bool> known, Func<MeasurementStoreTests.Row, BigInteger> weight,
        Func<MeasurementStoreTests.Row, BigInteger> value)
    {
        List<MeasurementStoreTests.Row> counted = [.. rows.Where(known)];
        BigInteger weights = Sum(counted, weight);
        return weights == 0 ? double.NaN : (double)Sum(counted, row => weight(row) * value(row)) / (double)weights;
    }

    private static BigInteger Weight(MeasurementStoreTests.Row row) => new(Math.Round(row.Weight * 1_000, MidpointRounding.AwayFromZero));

    private static BigInteger Traffic(MeasurementStoreTests.Row row, TrafficWeight weighedIn) =>
        weighedIn == TrafficWeight.Bytes ? (BigInteger)row.BytesIn + row.BytesOut : row.Connections;

    private static BigInteger Sum(IEnumerable<MeasurementStoreTests.Row> rows, Func<MeasurementStoreTests.Row, BigInteger> value) =>
        rows.Aggregate(BigInteger.Zero, (sum, row) => sum + value(row));

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
