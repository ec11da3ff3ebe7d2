using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Replay;
using Isobar.Server.Sources;
using Isobar.Tests;

namespace Isobar.Server.Tests.Replay;

/// <summary>The whole path of a record (parse, filter, locate, tally) on one core: what it allocates is counted, not timed, so it is the same on every machine.</summary>
public sealed class ReplayAllocationTests : IDisposable
{
    private const int Lines = 20_000;
    private const double LimitBytesPerRecord = 1;

    /// <summary>What only a local variable holds, the compiler may keep off the heap.</summary>
    private static object? s_sink;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Formats => new()
    {
        { "combined", """{0} - - [{1:dd'/'MMM'/'yyyy:HH:mm:ss} +0000] "GET /page/{2} HTTP/1.1" 200 {2} "https://www.example.com/" "Mozilla/5.0 (X11; Linux x86_64)" """ },
        { """$remote_addr [$time_iso8601] "$request" $status $bytes_sent $upstream_header_time $tcpinfo_rtt""", """{0} [{1:yyyy-MM-dd'T'HH:mm:ss}+00:00] "GET /page/{2} HTTP/2.0" 502 {2} 0.0{3} 1{3}000""" },
        { "haproxy-http", """{0}:{4} [{1:dd'/'MMM'/'yyyy:HH:mm:ss'.'fff}] www~ app/app1 0/0/1/{3}/9{3} 200 {2} - - ---- 8/8/2/3/0 0/0 "GET /page/{2} HTTP/1.1" """ },
        { "vpc-flow", """2 123456789012 eni-0a1b2c3d {0} 10.0.1.7 {4} 443 6 9 {2} {5} {5} ACCEPT OK""" },
        { "cloudflare", """{{"ClientIP":"{0}","EdgeStartTimestamp":"{1:yyyy-MM-dd'T'HH:mm:ss}Z","EdgeResponseStatus":200,"EdgeResponseBytes":{2},"ClientTCPRTTMs":{3},"EdgeColoCode":"FRA","ClientRequestSource":"eyeball"}}""" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_record_allocates_nothing_in_steady_state(string format, string line)
    {
        LogFormat? logFormat = InputFormat.TryParse(format, out string? fault);
        Assert.True(logFormat is not null, fault);
        List<LineBlock> blocks = Blocks(line);
        using SpillFolder spills = new(_folder["spill"]);
        ReplayWorker worker = new(new ReplayOptions { Files = [], Cores = 1 }, [logFormat], TestAtlas.Atlas, new StratumTable(), new WindowClock(300), spills);

        // Once to make parsers, lists and tables grow to their size, then with all entries known, then from an empty table that kept its memory.
        Pass(worker, blocks);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass(worker, blocks);
        worker.Tallies.Table.Clear();
        Pass(worker, blocks);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((3L * Lines, 3L * Lines), worker.Counts[0]);
        Assert.InRange(worker.Tallies.Table.Count, 1000, Lines);
        Assert.InRange(allocated / (2.0 * Lines), 0, LimitBytesPerRecord);
    }

    [Fact]
    public void The_gate_sees_a_single_small_object_a_record()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Lines; i++)
        {
            s_sink = new();
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.NotNull(s_sink);
        Assert.True(allocated / (double)Lines > LimitBytesPerRecord);
    }

    private static void Pass(ReplayWorker worker, List<LineBlock> blocks)
    {
        foreach (LineBlock block in blocks)
        {
            worker.Process(block);
        }
    }

    /// <summary>An hour of lines by some hundred clients of both families, known to the atlas and not.</summary>
    private static List<LineBlock> Blocks(string line)
    {
        StringBuilder text = new();
        DateTime start = new(2026, 10, 1, 0, 0, 0, DateTimeKind.Utc);
        CompositeFormat format = CompositeFormat.Parse(line);
        for (int i = 0; i < Lines; i++)
        {
            string client = (i % 4) switch
            {
                0 => $"198.18.{i % 7}.{i % 50}",
                1 => $"198.19.0.{i % 60}",
                2 => $"2001:db8::{i % 40:x}",
                _ => $"203.0.113.{i % 30}",
            };
            DateTime time = start.AddSeconds(i * 3600L / Lines);
            text.AppendFormat(
                CultureInfo.InvariantCulture, format, client, time, i % 5000, 10 + (i % 80), 1024 + (i % 60_000), new DateTimeOffset(time).ToUnixTimeSeconds());
            text.Append('\n');
        }
        List<LineBlock> blocks = [];
        LineBlockReader reader = new(new MemoryStream(Encoding.ASCII.GetBytes(text.ToString())));
        for (LineBlock block = new(); reader.Read(block); block = new())
        {
            blocks.Add(block);
        }
        return blocks;
    }
}
