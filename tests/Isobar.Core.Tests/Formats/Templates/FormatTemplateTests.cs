using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;

namespace Isobar.Core.Tests.Formats.Templates;

public sealed class FormatTemplateTests
{
    private static readonly string[] s_pieces =
    [
        "$remote_addr", "$time_local", "${status}", "$", "${", "}", "%", "%h", "%t", "%>s", "%{", "%{%F %T}t", "%{%Q}t", "%{begin:}t", "%^FB", "%^", "%200,", "%!", "%ci", "%cp", "%[src]", "%[", "]", "[",
        "%{+Q}o", "%{+X}o", "%{-Q}r", "%(n)", "%(", "%hr", "%hs", "%Tr", "%Tw", "%ST", "%Ts", "%ms", "%%", "\"", "'", "\\", "\\\"", " ", "  ", ":", ".", "é", "\t", "\n", ";", "#", "log_format ", "log_format x ",
        "escape=json ", "LogFormat ", "CustomLog ", "log-format ", "httplog", "$host", "$request_uri", "%U", "%q", "$is_args", "{", ",",
    ];

    [Fact]
    public void Any_text_compiles_or_has_faults_that_lie_within_it() =>
        Prop.ForAll(Gen.Elements(s_pieces).ArrayOf().ToArbitrary(), Gen.Elements(s_pieces).ArrayOf().ToArbitrary(), (pieces, line) =>
        {
            string template = string.Concat(pieces);
            foreach (TemplateResult result in (TemplateResult[])[NginxTemplate.Compile(template), ApacheTemplate.Compile(template), HaProxyTemplate.Compile(template)])
            {
                Assert.Equal(result.Format is null, result.Faults.Count > 0);
                Assert.All(result.Faults, fault => Assert.InRange(fault.Position, 0, template.Length));
                if (result.Format is not null)
                {
                    ParsedLine.Of(result.Format, string.Concat(line));
                }
            }
            Assert.Equal(FormatTemplate.TryCompile(template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults), faults.Count == 0 && format is not null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [InlineData("$remote_addr [$time_local]", true)]
    [InlineData("%h %t", true)]
    [InlineData("option httplog", true)]
    [InlineData("combined", false)]
    [InlineData("haproxy-http", false)]
    public void A_template_is_told_from_a_name(string text, bool expected) => Assert.Equal(expected, FormatTemplate.LooksLikeTemplate(text));

    [Theory]
    [InlineData("%h %l %u %t \"%r\" %>s %B", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /p HTTP/1.1\" 200 7")]
    [InlineData("%a [%{%d/%b/%Y:%T %z}t] %r %s %B", "192.0.2.1 [17/May/2015:10:05:03 +0000] GET /p HTTP/1.1 200 7")]
    [InlineData("%ci [%T] %r %ST %B", "192.0.2.1 [17/May/2015:10:05:03 +0000] GET /p HTTP/1.1 200 7")]
    [InlineData("%[src] [%T] %r %ST %B", "192.0.2.1 [17/May/2015:10:05:03 +0000] GET /p HTTP/1.1 200 7")]
    [InlineData("$remote_addr [$time_local] 100% $request $status $bytes_sent", "192.0.2.1 [17/May/2015:10:05:03 +0000] 100% GET /p HTTP/1.1 200 7")]
    public void The_dialect_is_told_from_the_text(string template, string line)
    {
        Assert.True(FormatTemplate.TryCompile(template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults), string.Join(';', faults));
        ParsedLine record = ParsedLine.Of(format!, line);
        Assert.Equal((ParseError.None, "192.0.2.1", 200, 7L, "/p"), (record.Error, record.Client, record.Status, record.BytesOut, record.Path));
        Assert.Equal(template, format!.Name);
    }

    [Fact]
    public void A_fault_prints_as_one_line_with_its_position_counted_from_one() =>
        Assert.Equal("at character 4: What. Hint.", new TemplateFault(3, "What.", "Hint.").ToString());
}
