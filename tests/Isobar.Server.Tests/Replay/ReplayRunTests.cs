using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Replay;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay;

public sealed partial class ReplayRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Records_and_rejected_lines_add_up_to_the_lines()
    {
        string log = _folder.File("access.log", Line("198.18.0.1", 0) + "not a log line\n\n" + Line("198.18.0.1", 1) + Line("host.example.org", 2));
        ReplayReport report = Run(log);
        Assert.Equal(5, report.Lines);
        Assert.Equal(2, report.Records);
        Assert.Equal(
            [(ParseError.Blank, 1L), (ParseError.HostName, 1L), (ParseError.Mismatch, 1L)],
            report.Rejected.Where(lines => lines.Count > 0).Select(lines => (lines.Reason, lines.Count)));
    }

    [Fact]
    public void Traffic_is_counted_by_country_network_and_city_network()
    {
        string log = _folder.File("access.log", Line("198.18.0.1", 0, 100) + Line("198.18.0.2", 1, 200) + Line("198.19.0.1", 2, 50) + Line("192.0.2.1", 3, 50) + Line("2001:db8::1", 4, 0));
        ReplayReport report = Run(log);
        Assert.Equal(["US", "DE", "N/A", "FR"], report.Countries.Select(country => country.Key));
        Assert.Equal([300L, 50, 50, 0], report.Countries.Select(country => country.BytesOut));
        Assert.Equal([0.75, 0.125, 0.125, 0], report.Countries.Select(country => country.Share));
        Assert.Equal("Springfield", report.Top[0].Place.City);
        Assert.Equal(2, report.Top[0].Traffic.Clients);
        Assert.Equal(64512u, report.Top[0].Place.Asn);
        Assert.Equal(3, report.CityNetworkCount);
        Assert.Equal(1, report.Unlocated);
        Assert.Equal(5, report.Total.Clients);
    }

    [Fact]
    public void Shares_are_of_connections_where_the_log_has_no_bytes()
    {
        string log = _folder.File("access.log", Line("198.18.0.1", 0, 0) + Line("198.18.0.2", 1, 0) + Line("198.19.0.1", 2, 0));
        Assert.Equal([2 / 3.0, 1 / 3.0], Run(log).Countries.Select(country => country.Share));
    }

    public static TheoryData<int, int, int, long> Ways => new()
    {
        { 1, 1, 512 * 1024, 256L << 20 },
        { 2, 2, 4096, 256L << 20 },
        { 8, 8, 1000, 256L << 20 },
        { 2, 4, 4096, 1 }, // every block is spilled
        { 3, 1, 300, 20_000 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Cores_shards_blocks_and_spills_change_nothing(int cores, int shards, int blockBytes, long budget)
    {
        string log = _folder.File("access.log", ManyLines(2000));
        string straight = Describe(Stored(new() { Files = [log], Cores = 1, Shards = 1 }, out ReplayReport first));
        string other = Describe(Stored(new() { Files = [log], Cores = cores, Shards = shards, BlockBytes = blockBytes, OpenTalliesBytes = budget }, out ReplayReport second));
        Assert.Equal(straight, other);
        Assert.Equal(ReportText(first), ReportText(second));
    }

    [Fact]
    public void Commits_of_a_few_rows_store_the_same_rows_and_all_names()
    {
        string log = _folder.File("access.log", ManyLines(2000));
        ReplayOptions options = new() { Files = [log], WindowSeconds = 10 };
        string expected = Describe(Stored(options, out _));
        ReplayReport report = Run(options with { CommitRows = 7, DataFolder = _folder["small"] });
        using DataFolder folder = DataFolder.Open(_folder["small"], "test");
        Assert.True(folder.LastCommit > 10);
        Assert.Equal(expected, Describe([.. folder.Tallies.Scan(long.MinValue, long.MaxValue)]));
        Assert.Equal(
            report.Top.Select(top => top.Place).OrderBy(place => place.Id),
            folder.CityNetworks([.. report.Top.Select(top => top.Place.Id)]).Values.OrderBy(place => place.Id));
    }

    [Fact]
    public void Several_files_are_one_replay_whatever_their_order()
    {
        string text = ManyLines(600);
        int half = text.IndexOf('\n', text.Length / 2) + 1;
        string whole = _folder.File("whole.log", text), first = _folder.File("1.log", text[..half]), second = _folder.File("2.log", text[half..]);
        string expected = Describe(Stored(new() { Files = [whole] }, out _));
        Assert.Equal(expected, Describe(Stored(new() { Files = [second, first] }, out ReplayReport report)));
        Assert.Equal(["2.log", "1.log"], report.Files.Select(file => Path.GetFileName(file.Name)));
    }

    [Fact]
    public void Gzip_reads_like_the_plain_file()
    {
        string plain = _folder.File("access.log", ManyLines(300));
        string gzip = _folder["access.log.gz"];
        using (GZipStream packed = new(File.Create(gzip), CompressionLevel.Fastest))
        {
            packed.Write(File.ReadAllBytes(plain));
        }
        string expected = ReportText(Run(plain));
        Assert.Equal(expected, ReportText(Run(gzip)));
    }

    [SkippableFact]
    public void Zstd_reads_like_the_plain_file()
    {
        Skip.IfNot(File.Exists("/usr/bin/zstd"), "The program zstd is not installed.");
        string plain = _folder.File("access.log", ManyLines(300));
        using (Process zstd = Process.Start(new ProcessStartInfo("zstd", ["-q", plain, "-o", _folder["access.log.zst"]]))!)
        {
            zstd.WaitForExit();
        }
        Assert.Equal(ReportText(Run(plain)), ReportText(Run(_folder["access.log.zst"])));
    }

    [Fact]
    public void A_gzip_file_that_is_cut_short_is_an_error_that_names_it()
    {
        string gzip = _folder["cut.log.gz"];
        using (GZipStream packed = new(File.Create(gzip), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.ASCII.GetBytes(ManyLines(3000)));
        }
        byte[] bytes = File.ReadAllBytes(gzip);
        File.WriteAllBytes(gzip, bytes[..(bytes.Length / 2)]);
        Exception fault = Assert.ThrowsAny<IOException>(() => Run(gzip));
        Assert.Contains("cut.log.gz", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_beyond_the_limit_are_counted_and_skipped_in_a_block_or_longer_than_one()
    {
        string log = _folder.File("access.log", Line("198.18.0.1", 0) + new string('a', 3000) + "\n" + new string('b', 30_000) + "\n" + Line("198.18.0.1", 1) + new string('c', 30_000));
        ReplayReport report = Run(new ReplayOptions { Files = [log], BlockBytes = 8192, LongestLineBytes = 2048 });
        Assert.Equal(2, report.Records);
        Assert.Equal(5, report.Lines);
        RejectedLines tooLong = Assert.Single(report.Rejected);
        Assert.Equal((ParseError.TooLong, 3L), (tooLong.Reason, tooLong.Count));
    }

    [Fact]
    public void The_time_range_and_the_filter_leave_records_out_and_count_them()
    {
        string log = _folder.File("access.log", ManyLines(100));
        long from = new DateTimeOffset(2026, 10, 1, 0, 25, 0, TimeSpan.Zero).ToUnixTimeSeconds() * 1_000_000;
        ReplayReport all = Run(log), later = Run(new ReplayOptions { Files = [log], FromMicros = from });
        Assert.True(later.Records < all.Records);
        Assert.True(later.FirstMicros >= from);
        Assert.Equal(all.Records, later.Records + later.Rejected.Single(lines => lines.Reason == ParseError.Filtered).Count);
    }

    [Fact]
    public void Headers_in_the_middle_of_a_file_hold_for_the_blocks_behind_them()
    {
        StringBuilder text = new();
        for (int part = 0; part < 20; part++)
        {
            // Every part names its columns in another order.
            text.Append(part % 2 == 0 ? "#Fields: date time c-ip sc-status sc-bytes\n" : "#Fields: c-ip date time sc-bytes sc-status\n");
            for (int i = 0; i < 25; i++)
            {
                text.Append(part % 2 == 0 ? $"2026-10-01 00:00:{i:00} 198.18.0.{i} 200 1000\n" : $"198.18.0.{i} 2026-10-01 00:00:{i:00} 1000 200\n");
            }
        }
        string log = _folder.File("w3c.log", text.ToString());
        ReplayReport report = Run(new ReplayOptions { Files = [log], BlockBytes = 256, Cores = 4 });
        Assert.Equal(500, report.Records);
        Assert.Equal(500_000, report.Total.BytesOut);
        Assert.Equal(20, report.Rejected.Single(lines => lines.Reason == ParseError.Header).Count);
    }

    [Fact]
    public void A_replay_that_is_repeated_into_its_folder_stores_nothing_twice()
    {
        string log = _folder.File("access.log", ManyLines(500));
        ReplayOptions options = new() { Files = [log], DataFolder = _folder["data"] };
        string first = ReportText(Run(options));
        string second = ReportText(Run(options));
        Assert.Equal(first, second);
        using DataFolder data = DataFolder.Open(_folder["data"], "test");
        Assert.Equal(500, data.Tallies.Totals(long.MinValue, long.MaxValue).Connections);
    }

    [Fact]
    public void Another_log_of_the_same_time_is_refused_rather_than_counted_on_top()
    {
        string data = _folder["data"];
        Run(new ReplayOptions { Files = [_folder.File("a.log", ManyLines(50))], DataFolder = data });
        StorageException fault = Assert.Throws<StorageException>(() => Run(new ReplayOptions { Files = [_folder.File("b.log", ManyLines(60))], DataFolder = data }));
        Assert.Contains("--data", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_another_time_is_added()
    {
        string data = _folder["data"];
        Run(new ReplayOptions { Files = [_folder.File("a.log", ManyLines(50))], DataFolder = data });
        Run(new ReplayOptions { Files = [_folder.File("b.log", ManyLines(50).Replace("01/Oct/2026", "03/Oct/2026", StringComparison.Ordinal))], DataFolder = data });
        using DataFolder folder = DataFolder.Open(data, "test");
        Assert.Equal(100, folder.Tallies.Totals(long.MinValue, long.MaxValue).Connections);
    }

    [Fact]
    public void An_unknown_format_is_an_error_that_shows_the_first_bad_line()
    {
        string log = _folder.File("strange.txt", "roses are red\nviolets are blue\n\u001b[31mred");
        IOException fault = Assert.Throws<IOException>(() => Run(log));
        Assert.Contains("strange.txt", fault.Message, StringComparison.Ordinal);
        Assert.Contains("roses are red", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--format", fault.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("logs/apache-combined-2015-elastic-10k.log.gz", 10_000, 9_999)]
    [InlineData("logs/nginx-combined-2025-2026-21k.log.gz", 21_641, 21_641)]
    public void Real_logs_give_what_an_independent_count_gives(string sample, long lines, long records)
    {
        ReplayReport report = Run(SampleData.Path(sample));
        Assert.Equal((lines, records), (report.Lines, report.Records));
        // Counted by a regular expression: client, time stamp, bytes behind the status.
        List<Match> expected = [.. Encoding.Latin1.GetString(SampleData.Bytes(sample)).Split('\n').Select(line => Combined().Match(line)).Where(match => match.Success)];
        Assert.Equal(expected.Sum(match => match.Groups[3].Value == "-" ? 0 : long.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture)), report.Total.BytesOut);
        Assert.Equal(expected.Select(match => match.Groups[1].Value).Distinct().Count(), report.Total.Clients);
        Assert.Equal(
            expected.Select(match => DateTimeOffset.ParseExact(match.Groups[2].Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture).ToUnixTimeSeconds() / 300).Distinct().Count(),
            report.Windows);
    }

    [GeneratedRegex("""^(\S+) .* \[(\d\d/\w{3}/[^\]]+)\] ".*" \d{3} (\d+|-) ".*?" ".*"$""")]
    private static partial Regex Combined();

    private static ReplayReport Run(string log) => Run(new ReplayOptions { Files = [log] });

    private static ReplayReport Run(ReplayOptions options)
    {
        using ReplayRun run = new(options, TestAtlas.Atlas, new ReplayProgress());
        return run.Run(CancellationToken.None);
    }

    /// <summary>Runs with a data folder, and reads back what was stored.</summary>
    private List<TallyBatch> Stored(ReplayOptions options, out ReplayReport report)
    {
        string data = _folder[$"data-{Guid.NewGuid():n}"];
        report = Run(options with { DataFolder = data });
        using DataFolder folder = DataFolder.Open(data, "test");
        return [.. folder.Tallies.Scan(long.MinValue, long.MaxValue)];
    }

    /// <summary>All columns but the shard, row by row, in one order.</summary>
    private static string Describe(List<TallyBatch> batches)
    {
        IEnumerable<string> rows = batches.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"{batch.WindowStart[i]} {batch.Stratum[i]} {batch.CityNetwork[i]} {batch.BytesIn[i]} {batch.BytesOut[i]} {batch.Connections[i]} {batch.Attempts[i]} {batch.NetworkFailures[i]} {batch.ServiceFailures[i]} {batch.Votes[i]} {batch.NetworkFailedVotes[i]} {batch.ServiceFailedVotes[i]} {batch.Clients[i]} {Convert.ToHexString(batch.ClientSketch[i])} {Convert.ToHexString(batch.RttSketch[i])} {batch.RttP90Micros[i]} {Convert.ToHexString(batch.TtfbSketch[i])} {batch.TtfbP90Micros[i]}")));
        return string.Join('\n', rows.Order(StringComparer.Ordinal));
    }

    private static string ReportText(ReplayReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Lines} {report.Records} {report.FirstMicros} {report.LastMicros} {report.Windows} {report.Total} {string.Join(';', report.Countries)} {string.Join(';', report.Top.Select(top => $"{top.Place.Id} {top.Traffic.BytesOut} {top.Traffic.Clients} {top.Traffic.Rtt?.Quantile(0.9)}"))} {string.Join(';', report.Rejected.Select(lines => $"{lines.Reason} {lines.Count} {string.Join(',', lines.First)}"))}")
        .Replace(typeof(Core.Sketches.QuantileSketch).FullName!, "", StringComparison.Ordinal);

    private static string Line(string client, int second, long bytes = 512) =>
        $"{client} - - [01/Oct/2026:00:{second / 60:00}:{second % 60:00} +0000] \"GET /{second} HTTP/1.1\" 200 {bytes} \"-\" \"Mozilla/5.0\"\n";

    /// <summary>Clients of three city-networks, jumping back in time now and then, over some hours.</summary>
    private static string ManyLines(int count)
    {
        StringBuilder text = new();
        ulong state = 7;
        for (int i = 0; i < count; i++)
        {
            uint number = Next(ref state);
            int second = (int)(i * 7L % 1200) + (number % 10 == 0 ? 0 : 1200);
            string client = (number % 3) switch { 0 => $"198.18.0.{number % 50}", 1 => $"198.19.1.{number % 40}", _ => $"2001:db8::{number % 30:x}" };
            text.Append(CultureInfo.InvariantCulture, $"{client} - - [01/Oct/2026:00:{second / 60:00}:{second % 60:00} +0000] \"GET / HTTP/1.1\" {(number % 17 == 0 ? 502 : 200)} {number % 5000} \"-\" \"Mozilla/5.0\"\n");
        }
        return text.ToString();
    }

    private static uint Next(ref ulong state)
    {
        state = unchecked(state * 6364136223846793005 + 1442695040888963407);
        return (uint)(state >> 40);
    }
}
