using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Hosting;
using Isobar.Server.Tests.Replay;
using Isobar.Storage;

namespace Isobar.Server.Tests.Hosting;

public sealed class LivePipelineTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void A_log_that_was_followed_gives_the_same_rows_as_one_that_was_folded_at_its_end(int shards)
    {
        string[] lines = RandomLines(3000);
        using LiveFixture live = new(options => options with { Shards = shards, StepBytes = 4096 });
        // The first third is there before the start; the rest comes as time goes by, cut anywhere, and the process dies now and then.
        int third = lines.Take(1000).Sum(line => line.Length);
        string log = string.Concat(lines);
        live.Write(log[..third]);
        live.RunAt(SecondsOf(1000));
        for (int at = third, part = 0; at < log.Length; at += 3001, part++)
        {
            live.Write(log.Substring(at, Math.Min(3001, log.Length - at)));
            live.RunAt(SecondsOf(lines.Length * at / log.Length));
            if (part % 5 == 0)
            {
                live.Restart();
            }
        }
        live.RunAt(100_000);
        Assert.Equal(Folded(lines, shards), live.Rows());
        Assert.Equal(0, live.Source0.Late);
    }

    [Fact]
    public void History_is_read_whole_before_a_window_is_sealed_so_no_record_is_late()
    {
        using LiveFixture live = new(options => options with { StepBytes = 500 });
        live.Write(LiveFixture.Line(1000) + string.Concat(Enumerable.Range(0, 100).Select(second => LiveFixture.Line(500 - second))));
        live.RunAt(2000);
        Assert.Equal(0, live.Source0.Late);
        Assert.Equal(101, live.Totals().Connections);
    }

    [Fact]
    public void A_window_is_sealed_when_its_end_and_the_grace_have_passed()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(14.9);
        Assert.Equal(1, live.Status.OpenWindows);
        Assert.Equal(0, live.Status.SealedWindows);
        live.RunAt(15);
        Assert.Equal(0, live.Status.OpenWindows);
        Assert.Equal(1, live.Status.SealedWindows);
        live.Write(LiveFixture.Line(2));
        live.RunAt(16);
        Assert.Equal(1, live.Source0.Late);
        Assert.Equal(1, live.Totals().Connections);
    }

    [Fact]
    public void The_watermark_waits_for_the_slowest_source()
    {
        using LiveFixture live = new(options => options with { StepBytes = 1 }, sources: 2);
        live.Write(LiveFixture.Line(1));
        live.Write(string.Concat(Enumerable.Repeat(LiveFixture.Line(1), 3000)), "access1");
        live.Write(string.Concat(Enumerable.Repeat(LiveFixture.Line(1), 6000)), "access1");
        live.Pipeline.Step(LiveFixture.Start.AddSeconds(100));
        Assert.Null(live.Status.Watermark);
        live.RunAt(100);
        Assert.Equal(LiveFixture.Start.AddSeconds(95), live.Status.Watermark);
        Assert.Equal(9001, live.Totals().Connections);
    }

    [Fact]
    public void Each_source_has_a_grace_of_its_own_and_the_least_watermark_seals()
    {
        using LiveFixture live = new(
            options => options with { Sources = [options.Sources[0], options.Sources[1] with { Grace = TimeSpan.FromSeconds(60) }] }, sources: 2);
        live.Write(LiveFixture.Line(1));
        live.Write(LiveFixture.Line(2), "access1");
        live.RunAt(69.9);
        Assert.Equal(0, live.Status.SealedWindows);
        Assert.Equal(LiveFixture.Start.AddSeconds(9.9), live.Status.Watermark);
        live.RunAt(70);
        Assert.Equal(1, live.Status.SealedWindows);
        Assert.Equal(2, live.Totals().Connections);
    }

    [Fact]
    public void Where_memory_is_short_the_oldest_windows_are_sealed_early_and_what_comes_for_them_later_is_late()
    {
        using LiveFixture live = new(options => options with { OpenTalliesBytes = 400_000, StepBytes = 30_000 });
        // The tail holds 640 kB lines at once, so several megabytes are needed to see steps.
        Random random = new(1);
        StringBuilder log = new();
        for (int i = 0; i < 40_000; i++)
        {
            log.Append(LiveFixture.Line(i / 20.0, $"198.18.{random.Next(256)}.{random.Next(256)}"));
        }
        log.Append(LiveFixture.Line(0));
        live.Write(log.ToString());
        live.RunAt(3000);
        Assert.True(live.Status.EarlyWindows > 10);
        Assert.Equal(1, live.Source0.Late);
        Assert.Equal(40_000, live.Totals().Connections);
    }

    [Fact]
    public void While_the_store_fails_windows_are_kept_and_nothing_is_read_beyond_the_budget()
    {
        bool isFull = true;
        using LiveFixture live = new(
            options => options with { OpenTalliesBytes = 400_000, StepBytes = 30_000 },
            point =>
            {
                if (isFull && point == FaultPoint.InsideColumns)
                {
                    throw new IOException("No space left on device");
                }
            });
        live.Write(LiveFixture.Line(1));
        live.RunAt(20);
        Assert.Contains(live.Status.Faults, fault => fault.Kind == LiveFaultKind.Commit && fault.Text.Contains("No space left", StringComparison.Ordinal));
        Assert.Equal(1, live.Status.CommitFailures);

        StringBuilder log = new();
        for (int i = 0; i < 50_000; i++)
        {
            log.Append(LiveFixture.Line(20, $"198.18.{i / 256}.{i % 256}"));
        }
        live.Write(log.ToString());
        // Tried again after 1, 2, 4, ... seconds, not at every step.
        for (int second = 20; second < 30; second++)
        {
            for (int step = 0; step < 4; step++)
            {
                live.Pipeline.Step(LiveFixture.Start.AddSeconds(second + step / 4.0));
            }
        }
        Assert.Equal(4, live.Status.CommitFailures);
        Assert.True(live.Source0.LagBytes > 1_000_000, $"lag {live.Source0.LagBytes}");
        Assert.True(live.Source0.Records < 20_000, $"read {live.Source0.Records}");

        isFull = false;
        live.RunAt(60);
        live.RunAt(61);
        Assert.Empty(live.Status.Faults);
        Assert.Equal(50_001, live.Totals().Connections + live.Source0.Late);
        Assert.Equal(live.Totals().Windows, live.Status.SealedWindows);
    }

    [Fact]
    public void A_restart_goes_on_where_the_last_commit_was()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1) + LiveFixture.Line(11) + LiveFixture.Line(2));
        live.RunAt(15);
        live.Restart();
        live.Write(LiveFixture.Line(12));
        live.RunAt(25);
        Assert.Equal(4, live.Totals().Connections);
        Assert.Equal(0, live.Source0.Late);
        Assert.Equal(1, live.Source0.Skipped);
    }

    [Fact]
    public void Windows_that_a_replay_has_stored_in_the_folder_are_not_sealed_again()
    {
        using LiveFixture live = new();
        long start = LiveFixture.Start.ToUnixTimeSeconds();
        live.Folder.Commit(new TallyBatch { WindowSeconds = 10 }, [], [(0, start), (1, start), (2, start), (3, start)], []);
        live.Restart();
        live.Write(LiveFixture.Line(1) + LiveFixture.Line(11));
        live.RunAt(30);
        Assert.Equal(1, live.Source0.Late);
        Assert.Equal(1, live.Totals().Connections);
    }

    [Fact]
    public void Whole_days_get_files_of_their_own_and_expired_ones_go()
    {
        using LiveFixture live = new(options => options with { RetentionDays = 3 });
        for (int day = 5; day >= 0; day--)
        {
            live.Write(LiveFixture.Line(-day * 86_400));
        }
        live.RunAt(20);
        Assert.Equal(5, live.Status.DaysRolled);
        Assert.Equal([17, 18, 19], live.Folder.SealedDays.Select(day => day.Day));
        Assert.Equal(4, live.Totals().Connections);
        live.RunAt(86_400);
        Assert.Equal([18, 19, 20], live.Folder.SealedDays.Select(day => day.Day));
    }

    [Fact]
    public void A_rebuilt_atlas_is_swapped_in_and_open_windows_keep_the_names_of_the_old_one()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(2);
        AtlasBuilder builder = new();
        builder.AddCity("city.csv", Encoding.UTF8.GetBytes("198.18.0.0,198.18.255.255,US,Oregon,,Capital City,,44.05,-123.02,\n"));
        string rebuilt = live.AtlasPath + ".new";
        File.WriteAllBytes(rebuilt, builder.Build(new AtlasEdition("rebuilt", "Test data")));
        File.Move(rebuilt, live.AtlasPath, overwrite: true);
        live.RunAt(10);
        Assert.Equal(1, live.Status.AtlasSwaps);
        live.Write(LiveFixture.Line(11));
        live.RunAt(30);
        CityNetworkId[] ids = [.. live.Folder.Tallies.TopCityNetworks(long.MinValue, long.MaxValue, 10).CityNetwork];
        Assert.Equal(["Capital City", "Springfield"], live.Folder.CityNetworks(ids).Values.Select(name => name.City).Order());
    }

    [Fact]
    public void A_broken_atlas_is_told_and_the_old_one_stays()
    {
        using LiveFixture live = new();
        File.WriteAllText(live.AtlasPath + ".new", "no atlas");
        File.Move(live.AtlasPath + ".new", live.AtlasPath, overwrite: true);
        live.RunAt(10);
        Assert.Equal(LiveFaultKind.Atlas, Assert.Single(live.Status.Faults, fault => fault.Kind != LiveFaultKind.Source).Kind);
        live.Write(LiveFixture.Line(11));
        live.RunAt(30);
        Assert.Equal(0, live.Status.Unlocated);
    }

    [Fact]
    public void Strata_past_the_limit_of_the_settings_share_the_overflow()
    {
        using LiveFixture live = new(options => options with { MaximumStrata = 1 });
        live.Write(LiveFixture.Line(1) + LiveFixture.Line(2, "2001:db8::1"));
        live.RunAt(20);
        Assert.Equal(
            [("local", AddressFamily.IPv4), (StratumTable.Overflow, AddressFamily.IPv6)],
            live.Folder.Tallies.Scan(long.MinValue, long.MaxValue).SelectMany(batch => batch.Stratum)
                .Select(stratum => (stratum.ServiceLocation, stratum.Family)).OrderBy(stratum => stratum.Family));
    }

    private static double SecondsOf(int line) => line / 8.0;

    private static List<string> Folded(string[] lines, int shards)
    {
        WindowClock clock = new(10);
        StratumTable strata = new();
        LogFormat format = LogFormats.Named[0].Format;
        SourceStrata source = new(strata, "access", "local", "", format.Method);
        TallyAccumulator tallies = new(clock, address => TestAtlas.Atlas.IdOf(TestAtlas.Atlas.Locate(address)));
        LineParser parser = format.CreateParser(ParserOptions.Default);
        TrafficRecord record = default;
        foreach (string line in lines)
        {
            Assert.Equal(ParseError.None, parser.Parse(Encoding.ASCII.GetBytes(line.TrimEnd('\n')), ref record));
            tallies.Add(record, source.IndexOf(record));
        }
        ClientMinuteMerger entries = new([new SortedTable(tallies.Table, clock)], clock);
        TallyFolder folder = new(strata, clock, shards);
        TallyBatch batch = new() { WindowSeconds = 10 };
        while (!entries.IsEmpty)
        {
            folder.FoldNext(entries, batch, null);
        }
        return [.. LiveFixture.RowsOf(batch)];
    }

    private static string[] RandomLines(int count)
    {
        Random random = new(7);
        string[] clients = ["198.18.0.", "198.19.0.", "203.0.113.", "2001:db8::"];
        return
        [
            .. Enumerable.Range(0, count).Select(number => LiveFixture.Line(
                SecondsOf(number) - random.Next(4), clients[random.Next(4)] + random.Next(1, 100).ToString(CultureInfo.InvariantCulture), random.Next(5000))),
        ];
    }
}
