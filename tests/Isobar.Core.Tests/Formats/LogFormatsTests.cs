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
            Assert.Equal(named.Name, named.Format.Name);
            Assert.NotEmpty(named.Description);
            Assert.True(LogFormats.TryFind(named.Name.ToUpperInvariant(), out LogFormat? format));
            Assert.Same(named.Format, format);
        });
        Assert.False(LogFormats.TryFind("no such format", out _));
    }

    [Fact]
    public void Every_template_gives_the_two_fields_that_a_record_must_have() =>
        Assert.All(Core.Formats.Templates.TemplateFormats.All, named => Assert.Equal(FormatFields.Client | FormatFields.Time, named.Format.Fields & (FormatFields.Client | FormatFields.Time)));

    [Theory]
    [InlineData("common", FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Request)]
    [InlineData("nginx-main", FormatFields.Client | FormatFields.Forwarded | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.Request)]
    [InlineData("haproxy-http", FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesOut | FormatFields.TimeToFirstByte | FormatFields.Termination | FormatFields.Request)]
    [InlineData("haproxy-tcp", FormatFields.Client | FormatFields.Time | FormatFields.BytesOut | FormatFields.Termination)]
    public void What_a_format_can_show_is_known_beforehand(string name, FormatFields fields)
    {
        Assert.True(LogFormats.TryFind(name, out LogFormat? format));
        Assert.Equal(fields, format!.Fields);
    }
}
