using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>Compares a sample log with the parse that its origin expects.</summary>
internal static class GoldenComparison
{
    /// <returns>How many lines were compared.</returns>
    public static int Compare(LogFormat format, string folder, string log, string timeKey = "Enriched.MarshaledTime")
    {
        var expected = new ColumnsParserAssert(Encoding.UTF8.GetString(SampleData.Bytes($"{folder}/parser.assert")));
        // The origin takes the peer's address and looks at no forwarded list.
        LineParser parser = format.CreateParser(ParserOptions.Default with { Proxies = new TrustedProxies([]) });
        int compared = 0;
        foreach (byte[] line in ParsedLine.Lines(SampleData.Bytes($"{folder}/{log}")))
        {
            ParsedLine parsed = ParsedLine.Of(parser, line);
            if (parsed.Error != ParseError.None)
            {
                continue;
            }
            IReadOnlyDictionary<string, string>? fields = expected.Expected(Encoding.UTF8.GetString(line));
            Assert.NotNull(fields);
            Assert.Equal(fields["Meta.source_ip"], parsed.Client);
            Assert.Equal(fields["Meta.http_status"], parsed.Status.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(fields["Meta.http_user_agent"], parsed.Agent);
            // Some writers have the query in a column of its own, which is not read.
            Assert.Equal(parsed.Path.Contains('?') ? fields["Meta.http_path"] : fields["Meta.http_path"].Split('?')[0], parsed.Path);
            if (fields.TryGetValue(timeKey, out string? time))
            {
                DateTime wanted = DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
                // Some expected times are cut to the second.
                DateTime ours = time.Contains('.') ? parsed.Time : parsed.Time.AddTicks(-(parsed.Time.Ticks % TimeSpan.TicksPerSecond));
                Assert.True((ours - wanted).Duration() < TimeSpan.FromMilliseconds(1), $"{parsed.Time:O} is not {time}");
            }
            compared++;
        }
        return compared;
    }
}
