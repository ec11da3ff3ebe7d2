using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;

namespace Isobar.Core.Tests.Formats.Templates;

/// <summary>A template that was put together at random, its line written by a naive writer, and what the compiled format reads of it.</summary>
public sealed class RoundTripTests
{
    private static readonly (string Nginx, string Apache, string HaProxy, bool IsQuoted)[] s_fields =
    [
        ("$remote_addr", "%a", "%ci", false),
        ("$time_local", "%{%d/%b/%Y:%H:%M:%S %z}t", "%T", false),
        ("$status", "%>s", "%ST", false),
        ("$bytes_sent", "%O", "%B", false),
        ("$request_length", "%I", "%U", false),
        ("$http_user_agent", "%{User-Agent}i", "%[req.hdr(user-agent)]", true),
        ("$request", "%r", "%r", true),
        ("$unknown_one", "%{unknown}e", "%[var(txn.unknown)]", true),
    ];

    private static readonly string[] s_separators = [" ", " - ", "\t", " | ", " x=", ", "];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_template_writes_its_format_reads(int dialect) =>
        Prop.ForAll(Cases.ToArbitrary(), given =>
        {
            var template = new StringBuilder();
            var line = new StringBuilder();
            for (int i = 0; i < given.Order.Length; i++)
            {
                (string nginx, string apache, string haProxy, bool isQuoted) = s_fields[given.Order[i]];
                string variable = dialect == 0 ? nginx : dialect == 1 ? apache : haProxy;
                (string open, string close) = isQuoted ? ("\"", "\"") : given.Order[i] == 1 ? ("[", "]") : ("", "");
                string separator = i == 0 ? "" : s_separators[given.Separators[i]];
                template.Append(separator).Append(open).Append(variable).Append(close);
                line.Append(separator).Append(open).Append(given.Texts[given.Order[i]]).Append(close);
            }
            TemplateResult result = dialect switch { 0 => NginxTemplate.Compile(template.ToString()), 1 => ApacheTemplate.Compile(template.ToString()), _ => HaProxyTemplate.Compile(template.ToString()) };
            Assert.True(result.Format is not null, $"{template}: {string.Join(';', result.Faults)}");
            ParsedLine record = ParsedLine.Of(result.Format!, line.ToString());
            Assert.Equal(ParseError.None, record.Error);
            Assert.Equal(given.Texts[0], record.Client);
            Assert.Equal(given.Texts[1], record.Time.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
            Assert.Equal(given.Texts[2..5], new[] { record.Status, record.BytesOut, record.BytesIn }.Select(number => number.ToString(CultureInfo.InvariantCulture)));
            Assert.Equal(given.Texts[5], record.UserAgent);
            Assert.Equal(given.Texts[6], "GET " + record.Path + " HTTP/1.1");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Gen<Case> Cases =>
        from order in Gen.Shuffle(Enumerable.Range(0, s_fields.Length))
        from separators in Gen.Choose(0, s_separators.Length - 1).ArrayOf(s_fields.Length)
        from address in Gen.OneOf(
            Gen.Choose(0, 255).ArrayOf(4).Select(octets => string.Join('.', octets)),
            Gen.Choose(1, 0xffff).ArrayOf(8).Select(groups => string.Join(':', groups.Select(part => part.ToString("x", CultureInfo.InvariantCulture)))))
        from seconds in Gen.Choose(0, int.MaxValue)
        from status in Gen.Choose(100, 599)
        from bytesOut in Gen.Choose(0, int.MaxValue)
        from bytesIn in Gen.Choose(0, int.MaxValue)
        from agent in Text
        from path in Text
        from other in Text
        select new Case(order, separators,
        [
            address,
            DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
            status.ToString(CultureInfo.InvariantCulture),
            bytesOut.ToString(CultureInfo.InvariantCulture),
            bytesIn.ToString(CultureInfo.InvariantCulture),
            "a" + agent,
            $"GET /{path} HTTP/1.1",
            other,
        ]);

    /// <summary>Text as a server escapes it: quotes and backslashes behind a backslash; all the separators and brackets as they are.</summary>
    private static Gen<string> Text =>
        Gen.Elements("a", "Z", "0", " ", "-", "[", "]", "|", ",", "\t", "\\\"", "\\\\", "\\x22", "é", "/", "'", "{", "} ", " x=", " - ").ArrayOf().Select(string.Concat);

    private sealed record Case(int[] Order, int[] Separators, string[] Texts);
}
