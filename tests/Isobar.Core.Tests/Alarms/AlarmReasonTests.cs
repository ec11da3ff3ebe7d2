using System.Text.Json;
using Isobar.Core.Alarms;

namespace Isobar.Core.Tests.Alarms;

public sealed class AlarmReasonTests
{
    private static readonly long s_start = new DateTimeOffset(2019, 10, 2, 16, 59, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    [Fact]
    public void One_of_one_reads_as_the_service_words_it()
    {
        AlarmVerdict verdict = AlarmEvaluator.Evaluate(AlarmEvaluatorTests.Rule(1, 1, MissingData.Missing), AlarmState.Ok, [null, null, new AlarmDatapoint(s_start, 99.5)]);
        Assert.Equal(
            "Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/10/19 16:59:00)] was greater than the threshold (50.0) "
            + "(minimum 1 datapoint for OK -> ALARM transition).",
            AlarmReason.Sentence(AlarmEvaluatorTests.Rule(1, 1, MissingData.Missing), verdict));
    }

    [Theory]
    [InlineData("-----", MissingData.Missing, "Insufficient Data: 3 datapoints were unknown.")]
    [InlineData("-----", MissingData.NotBreaching, "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].")]
    [InlineData("0----", MissingData.Breaching,
        "Threshold Crossed: 1 out of the last 3 datapoints [49.0 (01/01/70 00:00:40)] was not greater than the threshold (50.0) "
        + "and 2 missing datapoints were treated as [Breaching] (minimum 1 datapoint for ALARM -> OK transition).")]
    [InlineData("00X00", MissingData.Missing,
        "Threshold Crossed: 2 out of the last 3 datapoints [49.0 (01/01/70 00:04:40), 49.0 (01/01/70 00:03:40)] were not greater than the threshold (50.0) "
        + "(minimum 1 datapoint for ALARM -> OK transition).")]
    public void Every_way_to_a_state_has_its_sentence(string range, MissingData missing, string expected)
    {
        AlarmRule rule = AlarmEvaluatorTests.Rule(3, 3, missing);
        Assert.Equal(expected, AlarmReason.Sentence(rule, AlarmEvaluator.Evaluate(rule, AlarmState.Ok, AlarmEvaluatorTests.Range(range))));
    }

    [Fact]
    public void A_hundred_points_stay_under_the_limits_of_both_texts()
    {
        AlarmRule rule = AlarmEvaluatorTests.Rule(1440, 1, MissingData.Missing);
        AlarmDatapoint?[] range = [.. Enumerable.Range(0, rule.RangeLength).Select(i => (AlarmDatapoint?)new AlarmDatapoint(s_start + i * 60, 1.0 / 3 + i * 1e5))];
        AlarmVerdict verdict = AlarmEvaluator.Evaluate(rule, AlarmState.Ok, range);
        Assert.InRange(AlarmReason.Sentence(rule, verdict).Length, 100, 1023);
        Assert.InRange(AlarmReason.Document(AlarmEvaluatorTests.Definition() with { EvaluationPeriods = 1440 }, verdict, 0).Length, 100, 4000);
    }

    [Fact]
    public void The_document_has_the_members_of_the_service()
    {
        AlarmRule rule = AlarmEvaluatorTests.Rule(3, 3, MissingData.Missing);
        AlarmVerdict verdict = AlarmEvaluator.Evaluate(rule, AlarmState.Ok, AlarmEvaluatorTests.Range("0XX-X"));
        using JsonDocument document = JsonDocument.Parse(AlarmReason.Document(AlarmEvaluatorTests.Definition(), verdict, 1_569_938_200_985));
        JsonElement root = document.RootElement;
        Assert.Equal("1.0", root.GetProperty("version").GetString());
        Assert.Equal("2019-10-01T13:56:40.985+0000", root.GetProperty("queryDate").GetString());
        Assert.Equal("1970-01-01T00:01:40.000+0000", root.GetProperty("startDate").GetString());
        Assert.Equal("Average", root.GetProperty("statistic").GetString());
        Assert.Equal(60, root.GetProperty("period").GetInt32());
        Assert.Equal([51, 51, 51], root.GetProperty("recentDatapoints").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal("50.0", root.GetProperty("threshold").GetRawText());
    }

    [Theory]
    [InlineData(1, "1.0")]
    [InlineData(0, "0.0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(12345678, "1.2345678E7")]
    [InlineData(0.0001, "1.0E-4")]
    public void Numbers_have_a_decimal(double value, string text) => Assert.Equal(text, AlarmText.Number(value));
}
