using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Measurements;

public sealed class MeasurementStoreTests
{
    [Fact]
    public void Rows_come_back_as_they_were_given_and_in_order()
    {
        using var temp = new TempFolder();
        MeasurementBatch shop = Measured.Windows(1, "shop", Tallies.Day - 300, 2, 2_500), api = Measured.Windows(2, "the 'api'", Tallies.Day, 2, 100);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent { Measurements = [shop, api] });
            Assert.Equal(Measured.Expected(shop), Stored(folder, "shop"));
            Assert.Equal(Measured.ExpectedParts(shop), StoredParts(folder, "shop"));
            Assert.Equal(2, folder.RollOver(DateOnly.MaxValue));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(Measured.Expected(shop), Stored(folder, "shop"));
            Assert.Equal(Measured.Expected(api), Stored(folder, "the 'api'"));
            Assert.Equal(Measured.ExpectedParts(shop), StoredParts(folder, "shop"));
            Assert.Equal(Measured.ExpectedParts(api), StoredParts(folder, "the 'api'"));
            Assert.Empty(Stored(folder, "other"));
            Assert.Equal(Tallies.Day, folder.LastMeasuredWindow("shop"));
            Assert.Null(folder.LastMeasuredWindow("other"));
            Assert.Empty(folder.Incidents);
        }
    }

    [Fact]
    public void Sums_equal_a_naive_reference_wherever_the_rows_lie()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        // Two days that are sealed, one that is hot, and late rows for a sealed one.
        MeasurementBatch[] batches = [.. Enumerable.Range(0, 9).Select(i => Measured.Windows(i, "shop", Tallies.Day + i * 28_800L, 3, 20 + i))];
        MeasurementBatch late = Measured.Windows(90, "shop", Tallies.Day + 3_600, 2, 30), other = Measured.Windows(91, "api", Tallies.Day, 3, 30);
        folder.Commit(new CommitContent
        {
            Measurements = [.. batches, other],
            Names = [.. batches.SelectMany(batch => batch.CityNetwork).Distinct().SkipLast(1).Select(id => Tallies.Name(id.Value))],
        });
        folder.RollOver(new DateOnly(2026, 11, 22));
        folder.Commit(new CommitContent { Measurements = [late] });
        List<Row> rows = [.. batches.Append(late).SelectMany(RowsOf)];
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. rows.Select(row => row.CityNetwork).Distinct()]);
        Prop.ForAll(Questions(rows).ToArbitrary(), question => AssertNaive(folder, rows, names, question)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Sums_have_the_same_bits_for_any_number_of_threads()
    {
        using var temp = new TempFolder();
        MeasurementGrouping grouping = new() { StepSeconds = 3_600, Keys = MeasurementKeys.ServiceLocation };
        MeasurementSums[] sums = [.. new[] { 1, 2, 4 }.Select(threads =>
        {
            using DataFolder folder = DataFolder.Open(temp.Path, "test", new StorageSettings { Threads = threads });
            if (folder.LastCommit == 0)
            {
                // Several of the engine's row groups, so that there is work to share.
                folder.Commit(new CommitContent { Measurements = [Measured.Windows(1, "shop", Tallies.Day, 24, 6_000)] });
            }
            return folder.Measurements.Sum(All("shop"), grouping);
        })];
        Assert.Equal(6, sums[0].Count);
        Assert.All(sums, sum => Assert.Equal(NaiveSums.Of(sums[0]).SelectMany(group => group.Means), NaiveSums.Of(sum).SelectMany(group => group.Means)));
    }

    [Fact]
    public void Weighted_means_are_those_of_the_specification()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        // Shares 50, 30 and 20 % with scores 100, 90 and 70 give 91; bytes 600, 300 and 100 at 40, 80 and 200 ms give 68 ms. Rows without a value are left out.
        var batch = new MeasurementBatch { MonitorName = "shop" };
        Add(batch, 1, 500, 100, 600, 40_000);
        Add(batch, 2, 300, 90, 300, 80_000);
        Add(batch, 3, 200, 70, 100, 200_000);
        Add(batch, 4, 1_000, double.NaN, 5_000, 0);
        folder.Commit(new CommitContent { Measurements = [batch] });
        MeasurementSums sums = folder.Measurements.Sum(All("shop"), new MeasurementGrouping());
        Assert.Equal(91, Assert.Single(sums.Availability));
        Assert.Equal(70, Assert.Single(sums.LeastAvailability));
        Assert.Equal(68_000, Assert.Single(sums.RttP90Micros));
        Assert.True(double.IsNaN(Assert.Single(sums.Performance)));
        Assert.True(double.IsNaN(Assert.Single(sums.TtfbMeanMicros)));
        Assert.Equal((4, 2_000, 6_000), (sums.Rows[0], sums.Weight[0], sums.BytesOut[0]));
        Assert.Equal(0, folder.Measurements.Sum(All("other"), new MeasurementGrouping()).Count);
    }

    [Fact]
    public void Five_minutes_are_measured_once_for_a_monitor()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        MeasurementBatch first = Measured.Windows(1, "shop", Tallies.Day, 2, 5), again = Measured.Windows(2, "shop", Tallies.Day + 300, 2, 5);
        folder.Commit(new CommitContent { Measurements = [first] });
        var error = Assert.Throws<InvalidOperationException>(() => folder.Commit(new CommitContent { Measurements = [again] }));
        Assert.Contains("measured already", error.Message, StringComparison.Ordinal);
        MeasurementBatch other = Measured.Windows(2, "api", Tallies.Day + 300, 2, 5);
        Assert.Equal(2, folder.Commit(new CommitContent { Measurements = [other] }));
        Assert.Equal(Measured.Expected(first), Stored(folder, "shop"));
        Assert.Equal(Measured.Expected(other), Stored(folder, "api"));
    }

    [Fact]
    public void Faulty_batches_are_refused_whole()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        void Refused(Action<MeasurementBatch> spoil)
        {
            MeasurementBatch batch = Measured.Windows(1, "shop", Tallies.Day, 1, 5);
            spoil(batch);
            Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { Measurements = [batch] }));
        }
        Refused(batch => batch.Clients.RemoveAt(0));
        Refused(batch => batch.Weight[0] = double.NaN);
        Refused(batch => batch.Weight[0] = -1);
        Refused(batch => (batch.AvailabilityState[0], batch.AvailabilityScore[0]) = (HealthState.Ok, double.NaN));
        Refused(batch => (batch.AvailabilityState[0], batch.AvailabilityScore[0]) = (HealthState.Drop, 100.5));
        // No evidence is never a 100.
        Refused(batch => (batch.PerformanceState[0], batch.PerformanceScore[0]) = (HealthState.Insufficient, 100));
        Refused(batch => batch.WindowStart[0] = long.MaxValue);
        Refused(batch => batch.Families[0] = (AddressFamilies)5);
        Refused(batch => batch.Parts!.Families[0] = AddressFamilies.Both);
        Refused(batch => batch.Parts!.Weight[0] = double.NaN);
        // A part of a row that is of one family, or not there.
        Refused(batch => batch.Families[batch.Families.IndexOf(AddressFamilies.Both)] = AddressFamilies.IPv4);
        Refused(batch => batch.Parts!.WindowStart[0] += 300);
        Assert.Equal(0, folder.LastCommit);
    }

    [Fact]
    public void Measurements_and_tallies_expire_each_at_their_own_time()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var tallies = Isobar.Storage.Tests.Support.Tallies.Windows(1, 0, Tallies.Day, 2, 5);
        MeasurementBatch old = Measured.Windows(1, "shop", Tallies.Day, 2, 5), hot = Measured.Windows(2, "shop", Tallies.Day + 86_400, 2, 5);
        folder.Commit(new CommitContent { Tallies = [tallies], SealedWindows = Tallies.SealedBy(tallies), Measurements = [old] });
        Assert.Equal(1, folder.RollOver(DateOnly.MaxValue));
        folder.Commit(new CommitContent { Measurements = [hot] });
        Assert.Equal(
            ["2026-11-20.1.duckdb", "measurements-2026-11-20.1.duckdb"],
            Directory.EnumerateFiles(temp.Sub("days")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        folder.ApplyRetention(new RetentionCutoffs { Tallies = Tallies.Day + 86_400 });
        Assert.Empty(Tallies.Stored(folder));
        Assert.Empty(folder.SealedWindows());
        Assert.Equal(Measured.Expected(old, hot), Stored(folder, "shop"));
        folder.ApplyRetention(new RetentionCutoffs { Measurements = Tallies.Day + 86_400 });
        Assert.Equal(Measured.Expected(hot), Stored(folder, "shop"));
        Assert.Equal(Measured.ExpectedParts(hot), StoredParts(folder, "shop"));
        Assert.Empty(Directory.EnumerateFiles(temp.Sub("days")));
        folder.Commit(new CommitContent { Measurements = [old] });
        folder.ApplyRetention(new RetentionCutoffs { Measurements = Tallies.Day + 2 * 86_400 });
        Assert.Empty(Stored(folder, "shop"));
        Assert.Empty(StoredParts(folder, "shop"));
        Assert.Null(folder.LastMeasuredWindow("shop"));
    }

    [Fact]
    public void The_numbers_of_states_are_frozen() =>
        Assert.Equal([0, 1, 2, 3], new[] { HealthState.Learning, HealthState.Insufficient, HealthState.Ok, HealthState.Drop }.Select(state => (int)state));

    /// <summary>Questions about three days from the first of <see cref="Tallies.Day"/> on.</summary>
    internal static Gen<(MeasurementFilter Filter, MeasurementGrouping Grouping)> Questions(List<Row> rows) =>
        from hour in Gen.Choose(-2, 75)
        from hours in Gen.Choose(0, 80)
        from ids in Gen.Elements<int>(0, 1, 2, 3)
        from locations in Gen.Elements<string[]?>(null, [Measured.Locations[2]], [Measured.Locations[0], "none"], [])
        from step in Gen.Elements(0, 300, 3_600, 86_400)
        from keys in Gen.Choose(0, 127)
        from largest in Gen.Elements(0, 1, 7)
        from weight in Gen.Elements(TrafficWeight.Bytes, TrafficWeight.Connections)
        select (
            new MeasurementFilter
            {
                MonitorName = "shop",
                From = Tallies.Day + hour * 3_600L,
                To = Tallies.Day + (hour + hours) * 3_600L,
                CityNetworks = ids == 3 ? null : [.. rows.Select(row => row.CityNetwork).Distinct().Take(ids * 3)],
                ServiceLocations = locations,
            },
            new MeasurementGrouping { StepSeconds = step, Keys = (MeasurementKeys)keys, Largest = largest, WeighedIn = weight });

    /// <summary>Asks the store, and sums row by row.</summary>
    internal static void AssertNaive(
        DataFolder folder, List<Row> rows, IReadOnlyDictionary<CityNetworkId, CityNetwork> names, (MeasurementFilter, MeasurementGrouping) question)
    {
        (MeasurementFilter filter, MeasurementGrouping grouping) = question;
        List<(string Group, double[] Means)> expected = NaiveSums.Of(rows, filter, grouping, names);
        List<(string Group, double[] Means)> actual = NaiveSums.Of(folder.Measurements.Sum(filter, grouping));
        if (grouping.Largest == 0)
        {
            expected.Sort((a, b) => string.CompareOrdinal(a.Group, b.Group));
            Assert.Equal(actual.Select(group => group.Group).Order(StringComparer.Ordinal), actual.Select(group => group.Group));
        }
        Assert.Equal(expected.Select(group => group.Group), actual.Select(group => group.Group));
        // The last bit may differ: the engine turns its 128-bit sums into floating-point numbers in its own way.
        Assert.All(expected.Zip(actual), pair => Assert.All(pair.First.Means.Zip(pair.Second.Means), means => Assert.True(
            means.First.Equals(means.Second) || Math.Abs(means.First - means.Second) <= Math.Abs(means.First) * 1e-13,
            $"{pair.First.Group}: {means.First:R} was expected, {means.Second:R} was answered")));
    }

    internal static List<string> Stored(DataFolder folder, string monitor) => Measured.Rows(folder.Measurements.Scan(All(monitor)));

    internal static List<string> StoredParts(DataFolder folder, string monitor) => Measured.Rows(folder.Measurements.ScanParts(All(monitor)));

    private static MeasurementFilter All(string monitor) => new() { MonitorName = monitor, From = long.MinValue, To = long.MaxValue };

    private static void Add(MeasurementBatch batch, ulong cityNetwork, double weight, double score, long bytes, int rtt)
    {
        Measured.AddRow(batch, new Random(1), Tallies.Day, cityNetwork, "here");
        batch.AvailabilityState[^1] = double.IsNaN(score) ? HealthState.Learning : score < 100 ? HealthState.Drop : HealthState.Ok;
        batch.AvailabilityScore[^1] = score;
        batch.PerformanceState[^1] = HealthState.Insufficient;
        batch.PerformanceScore[^1] = double.NaN;
        batch.Weight[^1] = weight;
        batch.BytesIn[^1] = 0;
        batch.BytesOut[^1] = bytes;
        batch.RttP90Micros[^1] = rtt;
        batch.TtfbMeanMicros[^1] = 0;
    }

    /// <summary>The rows that are of one family, or of none that is known: those of both are in their parts.</summary>
    internal static IEnumerable<Row> FamilyRowsOf(MeasurementBatch batch) => RowsOf(batch).Where(row => row.Families != AddressFamilies.Both).Concat(batch.Parts is { } parts ? RowsOf(parts) : []);

    internal static IEnumerable<Row> RowsOf(MeasurementBatch b) => Enumerable.Range(0, b.Count).Select(i => new Row(
        b.WindowStart[i], b.CityNetwork[i], b.ServiceLocation[i], b.AvailabilityState[i], b.AvailabilityScore[i], b.PerformanceState[i],
        b.PerformanceScore[i], b.Weight[i], b.BytesIn[i], b.BytesOut[i], b.Connections[i], b.Families[i],
        [b.RttP50Micros[i], b.RttP90Micros[i], b.RttP95Micros[i], b.TtfbP50Micros[i], b.TtfbP90Micros[i], b.TtfbP95Micros[i], b.TtfbMeanMicros[i]]));

    internal sealed record Row(
        long WindowStart, CityNetworkId CityNetwork, string Location, HealthState AvailabilityState, double Availability, HealthState PerformanceState,
        double Performance, double Weight, long BytesIn, long BytesOut, long Connections, AddressFamilies Families, int[] Times);
}
