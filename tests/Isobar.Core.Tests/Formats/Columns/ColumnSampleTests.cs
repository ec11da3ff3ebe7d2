using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>The sample logs whole, against the parse that their origin expects or figures counted independently with awk.</summary>
public sealed class ColumnSampleTests
{
    private const string Logs = "logs/formats/";

    private static List<ParsedLine> Records(string format, string file) =>
        [.. ParsedLine.All(TestFormats.Format(format), SampleData.Bytes(Logs + file)).Where(line => line.Error == ParseError.None)];

    [SkippableFact]
    public void Cloudfront_without_header_is_read_as_expected()
    {
        Assert.Equal(2, GoldenComparison.Compare("aws-cloudfront-logs", "aws-cloudfront-logs.log", ["cloudfront"]));
        ParsedLine first = Records("cloudfront", "crowdsec-hub/aws-cloudfront-logs/aws-cloudfront-logs.log")[0];
        Assert.Equal(62, first.BytesIn);
        Assert.Equal(703, first.BytesOut);
        Assert.Equal(113_000, first.TtfbMicros);
        Assert.Equal("CDG50-P2", first.Edge);
        Assert.Equal("hub-cdn.crowdsec.net", first.Host);
        Assert.Equal(Outcome.Ok, first.Outcome);
    }

    [SkippableFact]
    public void Application_load_balancer_is_read_as_expected()
    {
        // The origin takes the time of the request's arrival, we take the time of the answer: the second column.
        Assert.Equal(14, GoldenComparison.Compare("aws-alb-logs", "aws-alb-logs.log", ["alb"], timeKey: "time"));
        List<ParsedLine> records = Records("alb", "crowdsec-hub/aws-alb-logs/aws-alb-logs.log");
        Assert.Equal((86 + 48 + 37) * 1000, records[1].TtfbMicros);
        Assert.Equal((0L, 57L), (records[1].BytesIn, records[1].BytesOut));
        Assert.Equal(-1, records[3].TtfbMicros);
        Assert.Equal("api.example.com", records[3].Host);
    }

    [SkippableFact]
    public void Network_load_balancer_gives_the_handshake_as_round_trip()
    {
        List<ParsedLine> records = Records("nlb-tls", "lambda-promtail/nlbaccesslog.log.gz");
        Assert.Equal(2, records.Count);
        Assert.All(records, record => Assert.Equal(("72.21.218.154", 98L, 246L, 2000L), (record.Client, record.BytesIn, record.BytesOut, record.RttMicros)));
        Assert.Equal(MeasurementMethod.TlsHandshake, TestFormats.Format("nlb-tls").Method);
        Assert.Equal(new DateTimeOffset(2018, 12, 20, 2, 59, 40, TimeSpan.Zero), records[0].Time);
        Assert.Equal(Outcome.Unknown, records[0].Outcome);
    }

    [SkippableFact]
    public void Vpc_flow_log_takes_the_public_end_as_client()
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format("vpc-flow"), SampleData.Bytes(Logs + "lambda-promtail/vpcflowlog.log.gz"));
        Assert.Equal([ParseError.Header, ParseError.None, ParseError.None, ParseError.None], lines.Take(4).Select(line => line.Error));
        Assert.All(lines.Skip(4), line => Assert.Equal(ParseError.Blank, line.Error));
        Assert.Equal(("3.239.232.29", -1L, 21869L), (lines[1].Client, lines[1].BytesIn, lines[1].BytesOut));
        Assert.Equal(("3.239.232.29", 12071L, -1L), (lines[2].Client, lines[2].BytesIn, lines[2].BytesOut));
        // Both ends private: the source.
        Assert.Equal(("10.26.0.9", 112L), (lines[3].Client, lines[3].BytesIn));
        Assert.Equal(1_669_842_702_000_000, lines[1].TimeMicros);
    }

    [SkippableFact]
    public void Iis_log_with_repeated_headers_is_read_whole()
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format("w3c"), SampleData.Bytes(Logs + "lnav/logfile_w3c_big.0"));
        List<ParsedLine> records = [.. lines.Where(line => line.Error == ParseError.None)];
        Assert.Equal(210, records.Count);
        Assert.Equal(0, lines.Count(line => line.Error.IsFault()));
        Assert.Equal(8, records.Count(record => record.Status == 200));
        Assert.Equal((1405L, 242L), (records[0].BytesOut, records[0].BytesIn));
        Assert.Equal("Mozilla/5.0 (compatible; bingbot/2.0;  http://www.bing.com/bingbot.htm)", records[0].UserAgent);
        Assert.Equal(new DateTimeOffset(2015, 1, 13, 0, 32, 17, TimeSpan.Zero), records[0].Time);
        Assert.All(records, record => Assert.Equal(-1, record.TtfbMicros));
    }

    [SkippableFact]
    public void W3c_log_of_ftp_gives_no_record()
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format("w3c"), SampleData.Bytes(Logs + "lnav/logfile_w3c.2"));
        Assert.Equal(14, lines.Count(line => line.Error == ParseError.NotTraffic));
        Assert.DoesNotContain(lines, line => line.Error == ParseError.None);
    }

    [SkippableFact]
    public void Zeek_conn_log_is_read_whole()
    {
        List<ParsedLine> records = Records("zeek-conn", "lnav/logfile_bro_conn.log.0");
        Assert.Equal(92, records.Count);
        Assert.Equal(("192.168.2.76", 0L, 1092421L, Outcome.Ok), (records[0].Client, records[0].BytesIn, records[0].BytesOut, records[0].Outcome));
        Assert.Equal(1_320_279_554_496_300, records[0].TimeMicros);
        Assert.Equal(MeasurementMethod.Flow, TestFormats.Format("zeek-conn").Method);
    }

    [SkippableFact]
    public void Zeek_http_log_is_read_whole()
    {
        List<ParsedLine> records = Records("zeek-http", "zeek-zat/http.log");
        Assert.Equal(150, records.Count);
        Assert.Equal(("192.168.33.10", 301, "guyspy.com", "/", 184L), (records[0].Client, records[0].Status, records[0].Host, records[0].Path, records[0].BytesOut));
    }

    [SkippableFact]
    public void Zeek_conn_log_with_unset_fields_keeps_its_records()
    {
        List<ParsedLine> records = Records("zeek-conn", "zeek-zat/conn_date_issue.log");
        Assert.Equal(3, records.Count);
        Assert.Equal([Outcome.Unknown, Outcome.Unknown, Outcome.Ok], records.Select(record => record.Outcome));
        Assert.Equal([-1L, -1L, 5256L], records.Select(record => record.BytesOut));
    }

    [SkippableTheory]
    [InlineData("w3c", "lnav/logfile_w3c_big.0")]
    [InlineData("zeek-conn", "lnav/logfile_bro_conn.log.0")]
    [InlineData("zeek-http", "zeek-zat/http.log")]
    [InlineData("vpc-flow", "lambda-promtail/vpcflowlog.log.gz")]
    [InlineData("cloudfront", "crowdsec-hub/aws-cloudfront-logs/aws-cloudfront-logs.log")]
    public void A_fork_at_any_line_reads_what_one_parser_reads(string name, string file)
    {
        List<byte[]> lines = ParsedLine.Lines(SampleData.Bytes(Logs + file));
        List<ParsedLine> whole = ParsedLine.All(TestFormats.Format(name), SampleData.Bytes(Logs + file));
        for (int split = 0; split <= lines.Count; split++)
        {
            LineParser scout = TestFormats.Format(name).CreateParser(ParserOptions.Default);
            for (int i = 0; i < split; i++)
            {
                if (i == 0 || lines[i].AsSpan().StartsWith("#"u8))
                {
                    scout.NoteHeader(lines[i]);
                }
            }
            LineParser fork = scout.Fork();
            // What the scout sees later must not reach back into the block.
            scout.NoteHeader("#Fields: c-ip"u8);
            scout.NoteHeader("#fields\tts"u8);
            // Every line behind the split for the short files, the next ones for the long.
            int end = Math.Min(lines.Count, split + 12);
            for (int i = split; i < end; i++)
            {
                Assert.Equal(whole[i], ParsedLine.Of(fork, lines[i]));
            }
        }
    }
}
