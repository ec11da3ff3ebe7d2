using System.Globalization;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats;

/// <summary>Compares a sample log with the parse that its origin expects.</summary>
internal static class GoldenComparison
{
    /// <summary>Compares every line that is a record in one of the formats.</summary>
    /// <param name="folder">The folder below the sample logs that has the log and its `parser.assert`.</param>
    /// <param name="log">The file's name.</param>
    /// <param name="formats">Names of the formats whose lines the file holds.</param>
    /// <param name="timeKey">Which of the expected times is ours.</param>
    /// <returns>How many lines were compared.</returns>
    public static int Compare(string folder, string log, string[] formats, string timeKey = "MarshaledTime")
    {
        folder = "logs/formats/crowdsec-hub/" + folder;
        var expected = new ParserAssert(Encoding.UTF8.GetString(SampleData.Bytes($"{folder}/parser.assert")));
        // The origin takes the peer's address and looks at no forwarded list.
        LineParser parser = new AnyOfFormat("sample", [.. formats.Select(TestFormats.Format)])
            .CreateParser(ParserOptions.Default with { Proxies = new TrustedProxies([]) });
        int compared = 0;
        foreach (byte[] line in ParsedLine.Lines(SampleData.Bytes($"{folder}/{log}")))
        {
            ParsedLine parsed = ParsedLine.Of(parser, line);
            if (parsed.Error != ParseError.None)
            {
                continue;
            }
            IReadOnlyDictionary<string, string>? fields = expected.Find(Encoding.UTF8.GetString(line));
            Assert.NotNull(fields);
            AssertEqual(fields, parsed, timeKey);
            compared++;
        }
        return compared;
    }

    private static void AssertEqual(IReadOnlyDictionary<string, string> fields, ParsedLine parsed, string timeKey)
    {
        string Of(string key) => fields.GetValueOrDefault(key, "") is var value and not "-" ? value : "";
        Assert.Equal(Of("source_ip"), parsed.Client);
        Assert.Equal(Of("http_status") is "" ? "0" : Of("http_status"), parsed.Status.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(Of("http_user_agent"), parsed.UserAgent);
        if (Of("http_path").Length > 0)
        {
            // Some writers have the query in a column of its own, which is not read; the origin cuts some queries off.
            bool bothHaveQueries = parsed.Path.Contains('?') && Of("http_path").Contains('?');
            Assert.Equal(bothHaveQueries ? Of("http_path") : Of("http_path").Split('?')[0], bothHaveQueries ? parsed.Path : parsed.Path.Split('?')[0]);
        }
        AssertTime(Of(timeKey), Of("timestamp"), parsed);
    }

    private static void AssertTime(string time, string commonLogTime, ParsedLine parsed)
    {
        DateTimeOffset wanted = time.Length > 0
            ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
            : DateTimeOffset.ParseExact(commonLogTime.Insert(commonLogTime.Length - 2, ":"), "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture);
        // Some expected times are cut to the second.
        DateTimeOffset ours = time.Contains('.') ? parsed.Time : parsed.Time.AddTicks(-(parsed.Time.Ticks % TimeSpan.TicksPerSecond));
        Assert.True((ours - wanted).Duration() < TimeSpan.FromMilliseconds(1), $"{parsed.Time:O} is not {time}{commonLogTime}");
    }
}
