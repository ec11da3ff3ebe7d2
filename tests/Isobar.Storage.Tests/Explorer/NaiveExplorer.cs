using System.Globalization;
using System.Numerics;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage.Explorer;
using Isobar.Storage.Tests.Measurements;

namespace Isobar.Storage.Tests.Explorer;

/// <summary>The explorer's answers taken row by row: no SQL, no roll-ups.</summary>
/// <param name="rows">The rows, as they count where address families are not told apart.</param>
/// <param name="familyRows">What counts where they are: rows of one family, and each family of rows of both.</param>
/// <param name="names">Names of the city-networks that have one.</param>
internal sealed class NaiveExplorer(
    IReadOnlyList<MeasurementStoreTests.Row> rows, IReadOnlyList<MeasurementStoreTests.Row> familyRows, IReadOnlyDictionary<CityNetworkId, CityNetwork> names)
{
    /// <summary>Groups in order: value, whether it is what is left, then a line for each step that has traffic and one for the whole range.</summary>
    public List<string> Ask(ExplorerQuestion question, ExplorerAnswer answered)
    {
        bool isByFamily = question.GroupBy == ExplorerDimension.AddressFamily;
        List<MeasurementStoreTests.Row> all = Passing(question.Scope, answered.From, answered.To, isByFamily);
        List<string> top = question.GroupBy == ExplorerDimension.None ? [] : [.. Ranked(all, question.GroupBy).Take(isByFamily ? 2 : question.Top).Select(value => value.Value)];
        int step = answered.StepSeconds;
        return
        [
            .. all.GroupBy(row => question.GroupBy == ExplorerDimension.None ? 0 : Rank(top, ValueOf(row, question.GroupBy))).OrderBy(group => group.Key).SelectMany(group =>
                group.GroupBy(row => row.WindowStart / step * step).OrderBy(at => at.Key).Select(at => Line(at.Key, [.. at], question.Scope.WeighedIn))
                    .Prepend(question.GroupBy == ExplorerDimension.None ? "|False" : group.Key == top.Count ? "|True" : $"{top[group.Key]}|False")
                    .Append(Line(-1, [.. group], question.Scope.WeighedIn))),
        ];
    }

    /// <summary>Parts of a line before the measures: time or place, and bytes.</summary>
    private const int Exact = 3;

    /// <summary>
    /// Fails where lines differ by more than the last bits of quotients, which may: the engine turns its 128-bit sums into floating-point numbers in its own way. Rounded texts would differ now and
    /// then, where a bit decides which way a value is rounded.
    /// </summary>
    public static void AssertSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((string line, string other) in expected.Zip(actual).Where(pair => pair.First != pair.Second))
        {
            string[] parts = line.Split('|'), others = other.Split('|');
            bool isSame = parts.Length == others.Length && parts.Take(Exact).SequenceEqual(others.Take(Exact)) && parts.Zip(others).Skip(Exact).All(pair => IsAbout(pair.First, pair.Second));
            Assert.True(isSame, $"Expected: {line}{Environment.NewLine}Actual:   {other}");
        }
    }

    private static bool IsAbout(string text, string other) => text == other
        || (double.TryParse(text, CultureInfo.InvariantCulture, out double value) && double.TryParse(other, CultureInfo.InvariantCulture, out double found) && Math.Abs(value - found) <= 1e-12 * Math.Abs(value));

    /// <summary>What was answered, in the same shape.</summary>
    public static List<string> Lines(ExplorerAnswer answer) =>
    [
        .. answer.Groups.SelectMany(group => Enumerable.Range(0, answer.Times.Count).Where(step => group.Series.BytesIn[step] is not null)
            .Select(step => Line(
                answer.Times[step], group.Series.BytesIn[step]!.Value, group.Series.BytesOut[step]!.Value, group.Series.Availability[step], group.Series.Performance[step],
                group.Series.RttP50Millis[step], group.Series.RttP90Millis[step], group.Series.RttP95Millis[step], group.Series.TtfbMillis[step]))
            .Prepend($"{group.Value}|{group.IsOther}")
            .Append(Line(
                -1, group.Total.BytesIn, group.Total.BytesOut, group.Total.Availability, group.Total.Performance, group.Total.RttP50Millis, group.Total.RttP90Millis,
                group.Total.RttP95Millis, group.Total.TtfbMillis))),
    ];

    /// <summary>Values with a prefix.</summary>
    public List<(string Value, long Bytes)> Values(ExplorerScope scope, ExplorerDimension dimension, string prefix, int most)
    {
        (long from, long to, _) = ExplorerSteps.RangeOf(scope);
        return
        [
            .. Ranked(Passing(scope, from, to, dimension == ExplorerDimension.AddressFamily).Where(row => prefix.Length == 0 || TextsOf(row, dimension).Any(text => text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))), dimension)
                .Take(most),
        ];
    }

    /// <summary>City-networks, each as a line.</summary>
    public List<string> Places(ExplorerScope scope, int most)
    {
        (long from, long to, _) = ExplorerSteps.RangeOf(scope);
        return
        [
            .. Passing(scope, from, to).GroupBy(row => row.CityNetwork).OrderByDescending(Bytes).ThenBy(place => place.Key.Value).Take(most)
                .Select(place => Place(names.GetValueOrDefault(place.Key) ?? CityNetwork.Unlocated with { Id = place.Key }, [.. place], scope.WeighedIn)),
        ];
    }

    /// <summary>What was answered, in the same shape.</summary>
    public static List<string> Lines(ExplorerPlaces places) =>
    [
        .. Enumerable.Range(0, places.Count).Select(place => places.CityNetwork[place] + Line(
            0, places.BytesIn[place], places.BytesOut[place], places.Availability[place], places.Performance[place], places.RttP50Millis[place])),
    ];

    private static string Place(CityNetwork name, List<MeasurementStoreTests.Row> rows, TrafficWeight weighedIn) => name + Line(
        0, rows.Sum(row => row.BytesIn), rows.Sum(row => row.BytesOut), Score(rows, row => row.AvailabilityState, row => row.Availability),
        Score(rows, row => row.PerformanceState, row => row.Performance), Time(rows, weighedIn, 0));

    /// <summary>One line.</summary>
    public static string Line(long at, long bytesIn, long bytesOut, params ReadOnlySpan<double?> measures)
    {
        string line = $"{at}|{bytesIn}|{bytesOut}";
        foreach (double? measure in measures)
        {
            line += measure is double value ? string.Create(CultureInfo.InvariantCulture, $"|{value:R}") : "|null";
        }
        return line;
    }

    private static string Line(long at, List<MeasurementStoreTests.Row> rows, TrafficWeight weighedIn) => Line(
        at, rows.Sum(row => row.BytesIn), rows.Sum(row => row.BytesOut), Score(rows, row => row.AvailabilityState, row => row.Availability),
        Score(rows, row => row.PerformanceState, row => row.Performance), Time(rows, weighedIn, 0), Time(rows, weighedIn, 1), Time(rows, weighedIn, 2), Time(rows, weighedIn, 6));

    /// <summary>End of the last window whose families were not recorded.</summary>
    public long? NotRecordedUntil(long from, long to) =>
        rows.Where(row => row.WindowStart >= from && row.WindowStart < to && row.Families == AddressFamilies.NotRecorded).Max(row => (long?)row.WindowStart) + 300;

    /// <summary>Whether a question tells address families apart.</summary>
    public static bool TellsFamilies(ExplorerScope scope) => scope.Filters.Any(filter => filter.Dimension == ExplorerDimension.AddressFamily && filter.Include.Count + filter.Exclude.Count > 0);

    private List<MeasurementStoreTests.Row> Passing(ExplorerScope scope, long from, long to, bool isByFamily = false) =>
    [
        .. (isByFamily || TellsFamilies(scope) ? familyRows : rows).Where(row => row.WindowStart >= from && row.WindowStart < to && scope.Filters.All(filter =>
            filter.Include.Count + filter.Exclude.Count == 0
            || (ValueOf(row, filter.Dimension).Length > 0 && (filter.Include.Count == 0 || filter.Include.Contains(ValueOf(row, filter.Dimension)))
                && !filter.Exclude.Contains(ValueOf(row, filter.Dimension))))),
    ];

    private IEnumerable<(string Value, long Bytes)> Ranked(IEnumerable<MeasurementStoreTests.Row> passing, ExplorerDimension dimension) =>
        passing.GroupBy(row => ValueOf(row, dimension)).Select(group => (Value: group.Key, Bytes: Bytes(group))).Where(value => value.Value.Length > 0)
            .OrderByDescending(value => value.Bytes).ThenBy(value => value.Value, StringComparer.Ordinal);

    private string ValueOf(MeasurementStoreTests.Row row, ExplorerDimension dimension)
    {
        if (dimension == ExplorerDimension.ServiceLocation)
        {
            return row.Location;
        }
        if (dimension == ExplorerDimension.AddressFamily)
        {
            return row.Families == AddressFamilies.NotRecorded ? "" : $"{row.Families}";
        }
        return names.TryGetValue(row.CityNetwork, out CityNetwork? name)
            ? dimension switch
            {
                ExplorerDimension.Country => name.Country,
                ExplorerDimension.Subdivision => Joined(name.Subdivision, name.Country),
                ExplorerDimension.Metro => Joined(name.Metro, name.Subdivision, name.Country),
                ExplorerDimension.City => Joined(name.City, name.Subdivision, name.Country),
                _ => $"{name.Asn}",
            }
            : "";
    }

    private IEnumerable<string> TextsOf(MeasurementStoreTests.Row row, ExplorerDimension dimension)
    {
        string value = ValueOf(row, dimension);
        return dimension == ExplorerDimension.Network && names.TryGetValue(row.CityNetwork, out CityNetwork? name) ? [value, $"AS{value}", name.NetworkName] : [value];
    }

    private static string Joined(params IEnumerable<string> parts) => string.Join(", ", parts.Where((part, index) => index == 0 || part != CityNetwork.NotAvailable));

    private static int Rank(List<string> top, string value) => top.IndexOf(value) is int rank and >= 0 ? rank : top.Count;

    private static long Bytes(IEnumerable<MeasurementStoreTests.Row> some) => some.Sum(row => row.BytesIn + row.BytesOut);

    private static double? Score(
        List<MeasurementStoreTests.Row> rows, Func<MeasurementStoreTests.Row, HealthState> state, Func<MeasurementStoreTests.Row, double> score) =>
        Mean([.. rows.Where(row => state(row) is HealthState.Ok or HealthState.Drop)
            .Select(row => (new BigInteger(Math.Round(row.Weight * 1000, MidpointRounding.AwayFromZero)), (long)Math.Round(score(row) * 1e6, MidpointRounding.AwayFromZero)))], 1e6);

    private static double? Time(List<MeasurementStoreTests.Row> rows, TrafficWeight weighedIn, int time) =>
        Mean([.. rows.Where(row => row.Times[time] > 0)
            .Select(row => (weighedIn == TrafficWeight.Bytes ? (BigInteger)row.BytesIn + row.BytesOut : row.Connections, (long)row.Times[time]))], 1000);

    private static double? Mean(List<(BigInteger Weight, long Value)> parts, double unit)
    {
        BigInteger weights = parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Weight);
        return weights == 0 ? null : (double)parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part.Weight * part.Value) / (double)weights / unit;
    }
}
