using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Templates;

/// <summary>Whatever a line holds, it is a record or has a reason; nothing throws, hangs or allocates.</summary>
public sealed class HostileLineTests
{
    private static readonly (string Format, string Line)[] s_lines =
    [
        ("combined", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /a\\\"b HTTP/1.1\" 200 5 \"-\" \"ag\\\\ent\""),
        ("vhost_combined", "example.com:443 2001:db8::1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\""),
        ("nginx-main", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 499 0 \"-\" \"agent\" \"203.0.113.7, 10.0.0.1\""),
        ("traefik-clf", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\" 7 \"r@docker\" \"http://10.0.0.1:80\" 12ms"),
        ("nginx-proxy-manager", "[17/May/2015:10:05:03 +0000] HIT 200 200 - GET https example.com \"/a\" [Client 192.0.2.1] [Length 5] [Gzip -] [Sent-to s] \"agent\" \"-\""),
        ("haproxy", "Dec  9 13:01:26 h haproxy[1]: 192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/0/1/2/3 200 750 - - ---- 1/1/1/1/0 0/0 {a|b} {} \"GET / HTTP/1.1\""),
        ("haproxy-tcp", "192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/1/3 750 -- 1/1/1/1/0 0/0"),
        ("uwsgi", "[pid: 1|app: 0|req: 1/1] 192.0.2.1 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016] POST /u => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes"),
        ("s3", "owner bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 req 3E57 REST.GET.OBJECT key \"GET /key HTTP/1.1\" 200 - 113 113 7 5 \"-\" \"agent\" -"),
    ];

    private static readonly LogFormat s_times = ApacheTemplate.Compile("%h %{%a, %d %b %Y %T}t.%{msec_frac}t %{%z}t \"%r\" %>s %^FB").Format!;

    public static IEnumerable<object[]> Lines => s_lines.Select(pair => new object[] { pair.Format, pair.Line });

    [Theory]
    [MemberData(nameof(Lines))]
    public void Every_prefix_of_a_line_is_a_record_or_has_a_reason(string name, string line)
    {
        LineParser parser = Parser(name);
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        Assert.Equal(ParseError.None, ParsedLine.Of(parser, bytes).Error);
        for (int length = 0; length < bytes.Length; length++)
        {
            ParsedLine record = ParsedLine.Of(parser, bytes.AsSpan(0, length));
            Assert.True(length > 0 || record.Error == ParseError.Blank);
            Assert.True(record.Error == ParseError.None || record.Error.IsFault() || length == 0);
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public void Any_byte_may_be_changed_to_any_other(string name, string line)
    {
        LineParser parser = Parser(name);
        byte[] bytes = Encoding.UTF8.GetBytes(line);
        TrafficRecord record = default;
        for (int at = 0; at < bytes.Length; at++)
        {
            byte kept = bytes[at];
            for (int value = 0; value < 256; value++)
            {
                bytes[at] = (byte)value;
                ParseError error = parser.Parse(bytes, ref record);
                Assert.True(error == ParseError.None || error.IsFault());
            }
            bytes[at] = kept;
        }
    }

    [Fact]
    public void Random_bytes_are_refused_in_every_format() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            TrafficRecord record = default;
            foreach (NamedFormat named in TemplateFormats.All)
            {
                ParseError error = named.Format.CreateParser(ParserOptions.Default).Parse(bytes, ref record);
                Assert.NotEqual(ParseError.None, error);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_lines_in_any_order_never_throw() =>
        Prop.ForAll(Gen.Elements(s_lines.SelectMany(pair => pair.Line.Split(' ')).Concat(["", " ", "\"", "\\\"", "\\", "{", "} ", "-1", "9999999999999999999", "%", "\0", "[", "]"]).ToArray()).ArrayOf().ToArbitrary(), pieces =>
        {
            byte[] line = Encoding.UTF8.GetBytes(string.Join(' ', pieces));
            TrafficRecord record = default;
            foreach (NamedFormat named in TemplateFormats.All)
            {
                named.Format.CreateParser(ParserOptions.Default).Parse(line, ref record);
            }
            s_times.CreateParser(ParserOptions.Default).Parse(line, ref record);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData("\0")]
    [InlineData("\"")]
    [InlineData("\\\"")]
    [InlineData("\\")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("a, ")]
    [InlineData(" [")]
    public void Ten_megabytes_in_one_line_are_read_in_one_pass(string piece)
    {
        byte[] unit = Encoding.UTF8.GetBytes(piece);
        byte[] head = "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET "u8.ToArray();
        byte[] line = new byte[10_000_000];
        for (int i = 0; i < line.Length; i++)
        {
            line[i] = i < head.Length ? head[i] : unit[(i - head.Length) % unit.Length];
        }
        TrafficRecord record = default;
        foreach (NamedFormat named in TemplateFormats.All)
        {
            // A search that is quadratic would take minutes for one megabyte and hours for ten; one is enough to see it.
            int length = named.Name == "combined" ? line.Length : 1_000_000;
            LineParser parser = named.Format.CreateParser(ParserOptions.Default);
            Assert.NotEqual(ParseError.None, parser.Parse(line.AsSpan(0, length), ref record));
            Assert.NotEqual(ParseError.None, parser.Parse(line.AsSpan(head.Length, length - head.Length), ref record));
        }
    }

    [Fact]
    public void Bytes_that_are_no_utf8_pass_through_into_the_texts()
    {
        TrafficRecord record = default;
        byte[] line = [.. "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /"u8, 0xff, 0x00, 0xc3, .. " HTTP/1.1\" 200 5 \"-\" \"a\""u8];
        Assert.Equal(ParseError.None, Parser("combined").Parse(line, ref record));
        Assert.True(record.Path.SequenceEqual<byte>([(byte)'/', 0xff, 0x00, 0xc3]));
    }

    [Fact]
    public void Text_behind_the_format_is_accepted_only_after_white_space()
    {
        string line = s_lines[0].Line;
        Assert.Equal(ParseError.None, ParsedLine.Of(Parser("combined"), Encoding.UTF8.GetBytes(line + " more \"of\" it")).Error);
        Assert.Equal(ParseError.None, ParsedLine.Of(Parser("combined"), Encoding.UTF8.GetBytes(line + "\r")).Error);
        Assert.Equal(ParseError.Truncated, ParsedLine.Of(Parser("combined"), Encoding.UTF8.GetBytes(line + "more")).Error);
    }

    [Fact]
    public void A_parser_and_its_fork_read_alike_and_do_not_depend_on_the_lines_before()
    {
        foreach ((string name, string line) in s_lines)
        {
            LineParser parser = Parser(name);
            ParsedLine first = ParsedLine.Of(parser, Encoding.UTF8.GetBytes(line));
            ParsedLine.Of(parser, "garbage"u8);
            Assert.Equal(first, ParsedLine.Of(parser.Fork(), Encoding.UTF8.GetBytes(line)));
            Assert.Equal(first, ParsedLine.Of(parser, Encoding.UTF8.GetBytes(line)));
        }
    }

    [Fact]
    public void No_line_allocates()
    {
        var parsers = s_lines.Select(pair => (Parser: Parser(pair.Format), Line: Encoding.UTF8.GetBytes(pair.Line)))
            .Append((s_times.CreateParser(ParserOptions.Default), Encoding.UTF8.GetBytes("192.0.2.1 Mon, 04 Dec 2017 00:01:18.901 +0000 \"GET / HTTP/1.1\" 200 77")))
            .Append((Parser("combined"), Encoding.UTF8.GetBytes("no line of any format")))
            .ToArray();
        TrafficRecord record = default;
        long allocated = -1;
        // The first round runs what must be compiled and initialised once.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                foreach ((LineParser parser, byte[] line) in parsers)
                {
                    parser.Parse(line, ref record);
                }
            }
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Assert.Equal(0, allocated);
    }

    private static LineParser Parser(string name) =>
        LogFormats.TryFind(name, out LogFormat? format) ? format!.CreateParser(ParserOptions.Default) : throw new ArgumentException(name);
}
