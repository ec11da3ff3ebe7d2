using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats.Templates;

/// <summary>Real logs: how many lines are records, and what the records hold.</summary>
public sealed class SampleLogTests
{
    private const string Csv = "%v,%p,%h,%l,%u,%t,%I,%O,%S,%B,%{ms}T,%D,%^FB,%>s,\"%H\",\"%m\",\"%U\",\"%q\",\"%{Referer}i\",\"%{User-Agent}i\",\"%{VARNAME}C\",%L";

    [SkippableFact]
    public void Elastics_10k_lines_are_records_but_for_the_one_without_its_closing_quote()
    {
        Totals totals = Read("logs/apache-combined-2015-elastic-10k.log.gz", TestFormats.Format("combined"));
        Assert.Equal((9_999, 1), (totals.Records, totals.Errors.Values.Sum()));
        Assert.Equal((ParseError.Truncated, 8_899), totals.FirstError);
        // 669 lines have a dash for their bytes.
        Assert.Equal(9_999 - 669, totals.WithBytesOut);
    }

    [SkippableFact]
    public void All_21641_nginx_lines_are_records_even_the_one_whose_user_is_a_shell_script()
    {
        Totals totals = Read("logs/nginx-combined-2025-2026-21k.log.gz", TestFormats.Format("combined"));
        Assert.Equal((21_641, 0), (totals.Records, totals.Errors.Count));
        // One more 5xx than a split at quotes and spaces finds: the one of the shell script.
        Assert.Equal((12_949, 2_258), (totals.ClientErrors, totals.ServiceFailures));
        Assert.Equal(2_020, totals.Clients.Count);
    }

    [SkippableFact]
    public void All_19282_csv_lines_are_records_and_7078_have_a_time_to_first_byte()
    {
        Totals totals = Read("logs/apache-csv-ttfb-2024-2026-19k.log.gz", ApacheTemplate.Compile(Csv).Format!);
        Assert.Equal((19_282, 0), (totals.Records, totals.Errors.Count));
        Assert.Equal((7_078, 19_282, 1_201), (totals.Ttfb.Count, totals.WithBytesIn, totals.Clients.Count));
        Assert.Equal((2_082, 12_343, 570_793), (Percentile(totals.Ttfb, 0.5), Percentile(totals.Ttfb, 0.9), Percentile(totals.Ttfb, 0.99)));
    }

    [SkippableTheory]
    [InlineData("nginx-http-malformed/nginx_http-logs.log", "combined", 12)]
    [InlineData("nginx-proxy-manager-logs/nginx-proxy-manager-logs.log", "nginx-proxy-manager", 12)]
    [InlineData("traefik_clf/traefik_clf.log", "traefik-clf", 7)]
    [InlineData("apache2-logs/apache2-logs.log", "combined,common,vhost_combined", 7)]
    public void Records_equal_CrowdSecs_expected_parses(string file, string formats, int records) => Assert.Equal(
        records, GoldenComparison.Compare(Path.GetDirectoryName(file)!, Path.GetFileName(file), formats.Split(',')));

    [SkippableFact]
    public void HAProxys_seven_lines_are_records()
    {
        ParsedLine[] records = [.. Lines("logs/formats/logstash-haproxy/haproxy.txt").Select(line => ParsedLine.Of(TestFormats.Format("haproxy"), line))];
        Assert.All(records, record => Assert.Equal(ParseError.None, record.Error));
        Assert.Equal(
            ["127.0.0.1", "5.196.2.38", "1.2.3.4", "188.223.50.7", "203.0.113.54", "127.0.0.1", "127.0.0.1"],
            records.Select(record => record.Client));
        Assert.Equal([200, 304, 304, 408, 200, 405, 0], records.Select(record => record.Status));
        Assert.Equal([83_285, 320, 168, 212, 1_015, 501, 212], records.Select(record => record.BytesOut));
        Assert.Equal([99_619_000, 428_000, 1_000, -1, 20_000, 0, -1], records.Select(record => record.TtfbMicros));
        Assert.Equal(
            [Outcome.Ok, Outcome.Ok, Outcome.Ok, Outcome.NetworkFailure, Outcome.Ok, Outcome.Ok, Outcome.ServiceFailure],
            records.Select(record => record.Outcome));
        Assert.Equal(DateTimeOffset.Parse("2011-07-18T17:05:24.339Z", CultureInfo.InvariantCulture), records[3].Time);
        Assert.StartsWith("/path/to/request/that/exceeds", records[4].Path, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void UWsgis_times_are_read_in_both_of_its_units()
    {
        ParsedLine[] records = [.. Lines("logs/formats/lnav/logfile_uwsgi.0").Select(line => ParsedLine.Of(TestFormats.Format("uwsgi"), line))];
        Assert.Equal(19, records.Count(record => record.Error == ParseError.None));
        ParsedLine first = records[0], third = records[2];
        Assert.Equal((696L, 47L, 129_000L, 200, "/update_metrics"), (first.BytesIn, first.BytesOut, first.TtfbMicros, first.Status, first.Path));
        Assert.Equal((68L, "/endpoint2"), (third.TtfbMicros, third.Path));
    }

    [SkippableFact]
    public void S3s_line_is_read_with_all_the_fields_that_were_added_over_the_years()
    {
        ParsedLine record = ParsedLine.Of(TestFormats.Format("s3"), Lines("logs/formats/lambda-promtail/s3accesslog.log").Single());
        Assert.Equal((ParseError.None, "192.0.2.3", 200, 113L, "S3Console/0.4"), (record.Error, record.Client, record.Status, record.BytesOut, record.UserAgent));
        Assert.Equal("/amzn-s3-demo-bucket1?versioning", record.Path);
    }

    private static string[] Lines(string file) => Encoding.UTF8.GetString(SampleData.Bytes(file)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static long Percentile(List<long> values, double share)
    {
        values.Sort();
        return values[(int)Math.Ceiling(share * values.Count) - 1];
    }

    private static Totals Read(string file, LogFormat format)
    {
        var totals = new Totals();
        LineParser parser = format.CreateParser(ParserOptions.Default);
        ReadOnlySpan<byte> rest = SampleData.Bytes(file);
        TrafficRecord record = default;
        for (int number = 1; !rest.IsEmpty; number++)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            totals.Add(parser.Parse(line, ref record), number, record);
        }
        return totals;
    }

    private sealed class Totals
    {
        public int Records { get; private set; }

        public int WithBytesIn { get; private set; }

        public int WithBytesOut { get; private set; }

        public int ClientErrors { get; private set; }

        public int ServiceFailures { get; private set; }

        public HashSet<IpAddress> Clients { get; } = [];

        public List<long> Ttfb { get; } = [];

        public Dictionary<ParseError, int> Errors { get; } = [];

        public (ParseError Error, int Line) FirstError { get; private set; }

        public void Add(ParseError error, int number, in TrafficRecord record)
        {
            if (error != ParseError.None)
            {
                FirstError = Errors.Count == 0 ? (error, number) : FirstError;
                Errors[error] = Errors.GetValueOrDefault(error) + 1;
                return;
            }
            Records++;
            WithBytesIn += record.BytesIn >= 0 ? 1 : 0;
            WithBytesOut += record.BytesOut >= 0 ? 1 : 0;
            ClientErrors += record.Status is >= 400 and < 500 ? 1 : 0;
            ServiceFailures += record.Outcome == Outcome.ServiceFailure ? 1 : 0;
            Clients.Add(record.Client);
            if (record.TtfbMicros >= 0)
            {
                Ttfb.Add(record.TtfbMicros);
            }
        }
    }
}
