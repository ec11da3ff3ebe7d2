using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

/// <summary>Whatever a line holds, it is a record or has a reason; nothing throws, hangs or allocates.</summary>
public sealed class HostileLineTests
{
    private static readonly byte[][] s_megabytes =
    [
        .. new[] { "\"", "\\\"", "\\", "{", "[", " [", "{\"a\":", " ", "\t", ",", "a, ", "\0", "9", "%25", "a,b ", "\\u00e9", "{\"a\":[\"\\\"\"]," }
            .Select(piece => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)))),
    ];

    public static TheoryData<string> Names => [.. LogFormats.Named.Select(named => named.Name)];

    private static ParseError Parse(LineParser parser, ReadOnlySpan<byte> line)
    {
        TrafficRecord record = default;
        return parser.Parse(line, ref record);
    }

    [Fact]
    public void Every_named_format_has_a_line_here() =>
        Assert.Equal(LogFormats.Named.Select(named => named.Name).Order(), GoodLines.All.Select(good => good.Format).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_prefix_of_a_line_is_a_record_or_has_a_reason(string name)
    {
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        Assert.Equal(ParseError.None, Parse(parser, line));
        Assert.Equal(ParseError.Blank, Parse(parser, []));
        for (int length = 1; length < line.Length; length++)
        {
            ParseError error = Parse(parser, line.AsSpan(0, length));
            Assert.True(error is ParseError.None or ParseError.NotTraffic || error.IsFault(), $"{error} at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_byte_may_be_changed_to_any_other_and_anything_put_in(string name)
    {
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        // Counted, not asserted one by one: a million assertions would take longer than the parser.
        int undefined = 0;
        for (int at = 0; at < line.Length; at++)
        {
            byte kept = line[at];
            for (int value = 0; value < 256; value++)
            {
                line[at] = (byte)value;
                undefined += Parse(parser, line) > ParseErrors.All[^1] ? 1 : 0;
            }
            line[at] = kept;
            foreach (string put in (string[])["9", "99999", "9999999999999999999999", "-", "e999", ".", ":"])
            {
                undefined += Parse(parser, [.. line.AsSpan(0, at), .. Encoding.UTF8.GetBytes(put), .. line.AsSpan(at)]) > ParseErrors.All[^1] ? 1 : 0;
            }
        }
        Assert.Equal(0, undefined);
        Assert.Equal(ParseError.None, Parse(parser, line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_line_of_a_megabyte_ends(string name)
    {
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        foreach (byte[] megabyte in s_megabytes)
        {
            Assert.NotEqual(ParseError.None, Parse(parser.Fork(), megabyte));
            Parse(parser, [.. line.AsSpan(0, line.Length / 2), .. megabyte, .. line.AsSpan(line.Length / 2)]);
        }
    }

    [Theory]
    [InlineData("combined")]
    [InlineData("csv")]
    [InlineData("nginx-json")]
    public void Ten_megabytes_in_one_line_are_read_in_one_pass(string name)
    {
        // A search that is quadratic would take hours.
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        int head = line.Length * 2 / 3;
        byte[] tenMegabytes = new byte[head + 10_000_000];
        line.AsSpan(0, head).CopyTo(tenMegabytes);
        foreach (byte[] megabyte in s_megabytes)
        {
            for (int at = head; at < tenMegabytes.Length; at += megabyte.Length)
            {
                megabyte.AsSpan(0, Math.Min(megabyte.Length, tenMegabytes.Length - at)).CopyTo(tenMegabytes.AsSpan(at));
            }
            Assert.NotEqual(ParseError.Blank, Parse(parser, tenMegabytes));
        }
    }

    [Fact]
    public void Random_bytes_are_no_record_of_any_format() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes =>
        {
            foreach (NamedFormat named in LogFormats.Named)
            {
                LineParser parser = named.Format.CreateParser(ParserOptions.Default);
                Assert.NotEqual(ParseError.None, Parse(parser, bytes));
                parser.NoteHeader(bytes);
                Parse(parser, bytes);
                Parse(parser.Fork(), [.. "#Fields: "u8, .. bytes]);
                Parse(parser.Fork(), [.. "{\""u8, .. bytes]);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pieces_of_lines_in_any_order_never_throw()
    {
        string[] pieces = [.. GoodLines.All.SelectMany(good => good.Line.Split(' ')), "", " ", "\"", "\\\"", "\\", "{", "} ", "-1", "9999999999999999999", "%", "\0", "[", "]"];
        LineParser[] parsers = [.. LogFormats.Named.Select(named => GoodLines.Of(named.Name).Parser), GoodLines.Times.CreateParser(ParserOptions.Default)];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().ToArbitrary(), chosen =>
        {
            byte[] line = Encoding.UTF8.GetBytes(string.Join(' ', chosen));
            Assert.All(parsers, parser => Assert.True(Enum.IsDefined(Parse(parser, line))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parser_and_its_fork_read_alike_and_do_not_depend_on_the_lines_before(string name)
    {
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        ParsedLine first = ParsedLine.Of(parser, line);
        ParsedLine.Of(parser, "garbage"u8);
        Assert.Equal(first, ParsedLine.Of(parser.Fork(), line));
        Assert.Equal(first, ParsedLine.Of(parser, line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Records_allocate_nothing_and_neither_do_broken_lines(string name)
    {
        (LineParser parser, byte[] line) = GoodLines.Of(name);
        AssertNoAllocation(parser, line);
    }

    [Fact]
    public void Times_in_pieces_allocate_nothing() => AssertNoAllocation(
        GoodLines.Times.CreateParser(ParserOptions.Default), Encoding.UTF8.GetBytes("192.0.2.1 Mon, 04 Dec 2017 00:01:18.901 +0000 \"GET / HTTP/1.1\" 200 77"));

    private static void AssertNoAllocation(LineParser parser, byte[] line)
    {
        byte[] cut = line[..(line.Length * 2 / 3)];
        byte[] odd = [.. line.AsSpan(0, line.Length / 2), 0, 0xFF, .. line.AsSpan(line.Length / 2)];
        Assert.Equal(ParseError.None, Parse(parser, line));
        long allocated = long.MaxValue;
        // The first round runs what must be compiled and initialised once. The least of the others counts: what is allocated for each record shows in all of them,
        // while a pooled buffer that a collection of other tests' garbage took away shows in one.
        for (int round = 0; round < 4; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                Parse(parser, line);
                Parse(parser, cut);
                Parse(parser, odd);
            }
            allocated = round == 0 ? allocated : Math.Min(allocated, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, allocated);
    }
}
