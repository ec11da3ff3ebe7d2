using Isobar.Core.Formats;

namespace Isobar.Core.Tests.Formats;

public sealed class LogFormatsTests
{
    [Fact]
    public void Every_name_is_lower_case_used_once_and_found_in_any_case()
    {
        Assert.Equal(LogFormats.Named.Count, LogFormats.Named.Select(named => named.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(LogFormats.Named, named =>
        {
            Assert.Equal(named.Name.ToLowerInvariant(), named.Name);
            Assert.True(LogFormats.TryFind(named.Name.ToUpperInvariant(), out LogFormat? format));
            Assert.Same(named.Format, format);
        });
        Assert.False(LogFormats.TryFind("no such format", out _));
    }

    [Fact]
    public void Every_description_says_more_than_the_name_and_is_used_once()
    {
        Assert.All(LogFormats.Named, named => Assert.Contains(' ', named.Description));
        Assert.Equal(LogFormats.Named.Count, LogFormats.Named.Select(named => named.Description).Distinct().Count());
    }

    [Fact]
    public void Every_format_gives_the_two_fields_that_a_record_must_have() =>
        Assert.All(LogFormats.Named, named => Assert.True(named.Format.Fields.HasFlag(FormatFields.Client | FormatFields.Time), named.Name));

    [Theory]
    [InlineData("common", FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Request)]
    [InlineData("nginx-main", FormatFields.Client | FormatFields.Forwarded | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Request)]
    [InlineData("haproxy-http", FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.TimeToFirstByte | FormatFields.Termination | FormatFields.Request)]
    [InlineData("haproxy-tcp", FormatFields.Client | FormatFields.Time | FormatFields.BytesOut | FormatFields.Termination)]
    public void What_a_format_can_show_is_known_beforehand(string name, FormatFields fields) => Assert.Equal(fields, TestFormats.Format(name).Fields);
}
