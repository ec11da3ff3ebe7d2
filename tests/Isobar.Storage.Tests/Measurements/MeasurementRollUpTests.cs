using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Explorer;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Explorer;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Measurements;

/// <summary>Answers of days that are over come from their roll-ups, and are those of the rows.</summary>
public sealed class MeasurementRollUpTests
{
    private static readonly string[] s_tables =
    [
        "family_countries", "family_days", "family_hours", "family_windows", "measurement_countries", "measurement_days", "measurement_hours", "measurement_windows",
    ];

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000_000, false)]
    public void Sums_equal_a_naive_reference_whether_they_fit_a_roll_up_or_not(long factor, bool fits)
    {
        using var temp = new TempFolder();
        List<MeasurementStoreTests.Row> rows = [], familyRows = [];
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names;
        using (DataFolder folder = Filled(temp, rows, factor, familyRows))
        {
            names = folder.CityNetworks([.. rows.Select(row => row.CityNetwork).Distinct()]);
            AssertFamilies(folder, new(rows, familyRows, names));
            Prop.ForAll(MeasurementStoreTests.Questions(rows).ToArbitrary(), question => MeasurementStoreTests.AssertNaive(folder, rows, names, question))
                .QuickCheckThrowOnFailure();
        }
        Assert.Equal(fits ? s_tables : [], RollUpsOf(temp, "measurements-2026-11-20.1.duckdb"));
    }

    [Fact]
    public void Answers_are_read_from_roll_ups()
    {
        using var temp = new TempFolder();
        using (Filled(temp, [], 1))
        {
        }
        using (DuckDbDatabase database = DuckDbDatabase.Open(FileOf(temp, "measurements-2026-11-20.1.duckdb"), new DuckDbSettings(64, 1, null)))
        using (DuckDbConnection connection = database.Connect())
        {
            // Nobody changes them; here it shows where an answer comes from.
            connection.ExecuteNonQuery("UPDATE measurement_windows SET row_count = 1000000");
            connection.ExecuteNonQuery("UPDATE measurement_countries SET row_count = 7000000");
            connection.ExecuteNonQuery("UPDATE measurement_hours SET row_count = 2000000");
            connection.ExecuteNonQuery("UPDATE measurement_days SET row_count = 5000000");
        }
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        long Greatest(long to, int step, MeasurementKeys keys) => folder.Measurements.Sum(
            new MeasurementFilter { MonitorName = "shop", From = Tallies.Day, To = to }, new MeasurementGrouping { StepSeconds = step, Keys = keys }).Rows.Max();
        const long Day = 86_400;
        // Three service locations.
        Assert.Equal(3_000_000, Greatest(Tallies.Day + Day, 300, MeasurementKeys.None));
        Assert.Equal(7_000_000, Greatest(Tallies.Day + Day, 300, MeasurementKeys.Country | MeasurementKeys.ServiceLocation));
        Assert.Equal(2_000_000, Greatest(Tallies.Day + Day, 3_600, MeasurementKeys.CityNetwork | MeasurementKeys.ServiceLocation));
        Assert.Equal(5_000_000, Greatest(Tallies.Day + Day, 0, MeasurementKeys.CityNetwork | MeasurementKeys.ServiceLocation));
        Assert.Equal(2_000_000, Greatest(Tallies.Day + 3_600, 0, MeasurementKeys.CityNetwork | MeasurementKeys.ServiceLocation));
        Assert.InRange(Greatest(Tallies.Day + 3_599, 0, MeasurementKeys.CityNetwork | MeasurementKeys.ServiceLocation), 1, 12);
        Assert.InRange(Greatest(Tallies.Day + Day, 300, MeasurementKeys.CityNetwork), 1, 1_000);
    }

    [Fact]
    public void Rows_that_come_late_are_in_the_roll_ups_when_their_day_is_written_anew()
    {
        using var temp = new TempFolder();
        List<MeasurementStoreTests.Row> rows = [];
        using (DataFolder folder = Filled(temp, rows, 1))
        {
            MeasurementBatch late = Measured.Windows(90, "shop", Tallies.Day + 7_200, 2, 30);
            folder.Commit(new CommitContent { Measurements = [late] });
            rows.AddRange(MeasurementStoreTests.RowsOf(late));
            folder.RollOver(new DateOnly(2026, 11, 22));
            IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks([.. rows.Select(row => row.CityNetwork).Distinct()]);
            foreach (int step in (int[])[0, 300, 3_600])
            {
                foreach (MeasurementKeys keys in (MeasurementKeys[])[MeasurementKeys.None, MeasurementKeys.CityNetwork])
                {
                    MeasurementStoreTests.AssertNaive(folder, rows, names, (
                        new() { MonitorName = "shop", From = Tallies.Day, To = Tallies.Day + 86_400 }, new() { StepSeconds = step, Keys = keys }));
                }
            }
        }
        Assert.Equal(s_tables, RollUpsOf(temp, "measurements-2026-11-20.2.duckdb"));
    }

    /// <summary>Each family, of whole days, of whole hours and of five minutes, by places of each kind.</summary>
    private static void AssertFamilies(DataFolder folder, NaiveExplorer naive)
    {
        foreach (int step in (int[])[300, 3_600, 86_400])
        {
            foreach (ExplorerDimension groupBy in (ExplorerDimension[])[ExplorerDimension.AddressFamily, ExplorerDimension.None, ExplorerDimension.Country, ExplorerDimension.City])
            {
                foreach (string family in (string[])["IPv4", "IPv6"])
                {
                    ExplorerScope scope = new()
                    {
                        MonitorName = "shop", From = Tallies.Day, To = Tallies.Day + (step == 300 ? 100_000 : 3 * 86_400), Filters = [new(ExplorerDimension.AddressFamily, [family], [])],
                    };
                    ExplorerQuestion question = new(scope) { StepSeconds = step, GroupBy = groupBy, Top = 2 };
                    ExplorerAnswer answer = folder.Explorer.Ask(question);
                    Assert.NotEmpty(answer.Groups);
                    NaiveExplorer.AssertSame(naive.Ask(question, answer), NaiveExplorer.Lines(answer));
                }
            }
        }
    }

    [Fact]
    public void Address_families_are_read_from_roll_ups_of_their_own()
    {
        using var temp = new TempFolder();
        using (Filled(temp, [], 1))
        {
        }
        using (DuckDbDatabase database = DuckDbDatabase.Open(FileOf(temp, "measurements-2026-11-20.1.duckdb"), new DuckDbSettings(64, 1, null)))
        using (DuckDbConnection connection = database.Connect())
        {
            // All less what is not IPv4 leaves 5 of each of the rows of a roll-up.
            foreach (string kind in (string[])["windows", "countries", "hours", "days"])
            {
                connection.ExecuteNonQuery($"UPDATE measurement_{kind} SET row_count = 1, bytes_in = 7, bytes_out = 0");
                connection.ExecuteNonQuery($"UPDATE family_{kind} SET row_count = 0, bytes_in = CASE share WHEN -4 THEN 2 WHEN 6 THEN 11 ELSE 13 END, bytes_out = 0");
            }
        }
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        ExplorerScope day = new() { MonitorName = "shop", From = Tallies.Day, To = Tallies.Day + 86_400, Filters = [new(ExplorerDimension.AddressFamily, ["IPv4"], [])] };
        long Bytes(ExplorerDimension groupBy) => folder.Explorer.Ask(new(day) { GroupBy = groupBy, StepSeconds = 3_600 }).Groups.Sum(group => group.Total.BytesIn);
        long Of(string table) => ReadOnly(temp, $"SELECT (SELECT count(*) * 7 FROM measurement_{table}) - (SELECT count(*) * 2 FROM family_{table} WHERE share = -4)");
        Assert.Equal(Of("windows"), Bytes(ExplorerDimension.None));
        Assert.Equal(Of("windows"), Bytes(ExplorerDimension.ServiceLocation));
        Assert.Equal(Of("countries"), Bytes(ExplorerDimension.Country));
        Assert.Equal(Of("days"), Enumerable.Sum(folder.Explorer.Places(day, 1000).BytesIn));
    }

    /// <summary>Two days that are sealed and one that is hot. Their traffic is a millionth of what <see cref="Measured"/> makes, times a factor.</summary>
    private static DataFolder Filled(TempFolder temp, List<MeasurementStoreTests.Row> rows, long factor, List<MeasurementStoreTests.Row>? familyRows = null)
    {
        DataFolder folder = DataFolder.Open(temp.Path, "test");
        MeasurementBatch[] batches = [.. Enumerable.Range(0, 9).Select(i => Measured.Windows(i, "shop", Tallies.Day + i * 28_800L, 15, 20 + i))];
        foreach (MeasurementBatch batch in batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                batch.BytesOut[row] = batch.BytesOut[row] / 1_000_000 * factor;
            }
        }
        MeasurementBatch other = Measured.Windows(91, "api", Tallies.Day + 86_400, 3, 30);
        folder.Commit(new CommitContent
        {
            Measurements = [.. batches, other],
            Names = [.. batches.SelectMany(batch => batch.CityNetwork).Distinct().SkipLast(1).Select(NameOf)],
        });
        folder.RollOver(new DateOnly(2026, 11, 22));
        rows.AddRange(batches.SelectMany(MeasurementStoreTests.RowsOf));
        familyRows?.AddRange(batches.SelectMany(MeasurementStoreTests.FamilyRowsOf));
        return folder;
    }

    private static CityNetwork NameOf(CityNetworkId id) => (id.Value % 3) switch
    {
        0 => Tallies.Name(id.Value),
        1 => Tallies.Name(id.Value) with { CountryCode = "CI", Country = "Côte d'Ivoire" },
        _ => Tallies.Name(id.Value) with { CountryCode = "N/A", Country = CityNetwork.NotAvailable },
    };

    private static long ReadOnly(TempFolder temp, string sql)
    {
        // The store has the file open, so its copy is read.
        string copy = temp.Sub("copy.duckdb");
        File.Copy(FileOf(temp, "measurements-2026-11-20.1.duckdb"), copy, overwrite: true);
        using DuckDbDatabase database = DuckDbDatabase.Open(copy, new DuckDbSettings(64, 1, null));
        using DuckDbConnection connection = database.Connect();
        return connection.ExecuteInt64(sql) ?? -1;
    }

    private static List<string> RollUpsOf(TempFolder temp, string file)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(FileOf(temp, file), new DuckDbSettings(64, 1, null));
        using DuckDbConnection connection = database.Connect();
        return [.. s_tables.Where(table => connection.ExecuteInt64($"SELECT count(*) FROM duckdb_tables() WHERE table_name = '{table}'") == 1)];
    }

    private static string FileOf(TempFolder temp, string file) => Path.Combine(temp.Path, "days", file);
}
