using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Measurements;

/// <summary>Answers of days that are over come from their roll-ups, and are those of the rows.</summary>
public sealed class MeasurementRollUpTests
{
    private static readonly string[] s_tables = ["measurement_countries", "measurement_days", "measurement_hours", "measurement_windows"];

    [Theory]
    [InlineData(1, true)]
    [InlineData(1_000_000, false)]
    public void Sums_equal_a_naive_reference_whether_they_fit_a_roll_up_or_not(long factor, bool fits)
    {
        using var temp = new TempFolder();
        List<MeasurementStoreTests.Row> rows = [];
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names;
        using (DataFolder folder = Filled(temp, rows, factor))
        {
            names = folder.CityNetworks([.. rows.Select(row => row.CityNetwork).Distinct()]);
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

    /// <summary>Two days that are sealed and one that is hot. Their traffic is a millionth of what <see cref="Measured"/> makes, times a factor.</summary>
    private static DataFolder Filled(TempFolder temp, List<MeasurementStoreTests.Row> rows, long factor)
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
        return folder;
    }

    private static CityNetwork NameOf(CityNetworkId id) => (id.Value % 3) switch
    {
        0 => Tallies.Name(id.Value),
        1 => Tallies.Name(id.Value) with { CountryCode = "CI", Country = "Côte d'Ivoire" },
        _ => Tallies.Name(id.Value) with { CountryCode = "N/A", Country = CityNetwork.NotAvailable },
    };

    private static List<string> RollUpsOf(TempFolder temp, string file)
    {
        using DuckDbDatabase database = DuckDbDatabase.Open(FileOf(temp, file), new DuckDbSettings(64, 1, null));
        using DuckDbConnection connection = database.Connect();
        return [.. s_tables.Where(table => connection.ExecuteInt64($"SELECT count(*) FROM duckdb_tables() WHERE table_name = '{table}'") == 1)];
    }

    private static string FileOf(TempFolder temp, string file) => Path.Combine(temp.Path, "days", file);
}
