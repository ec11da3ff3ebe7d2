using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

/// <summary>A parsed line as a value that outlives it. One that gave no record has nothing but its error.</summary>
internal sealed record ParsedLine(
    ParseError Error, string Client = "", long TimeMicros = 0, long BytesIn = -1, long BytesOut = -1, long RttMicros = -1, long TtfbMicros = -1,
    int Status = 0, Outcome Outcome = Outcome.Unknown, string Host = "", string Path = "", string UserAgent = "", string Edge = "")
{
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(TimeMicros * 10);

    public static ParsedLine Of(LineParser parser, ReadOnlySpan<byte> line)
    {
        TrafficRecord record = default;
        ParseError error = parser.Parse(line, ref record);
        return error != ParseError.None
            ? new(error)
            : new(
                error, record.Client.ToString(), record.TimeMicros, record.BytesIn, record.BytesOut, record.RttMicros, record.TtfbMicros, record.Status,
                record.Outcome, Text(record.Host), Text(record.Path), Text(record.UserAgent), Text(record.EdgeLocation));
    }

    public static ParsedLine Of(LineParser parser, string line) => Of(parser, Encoding.UTF8.GetBytes(line));

    public static ParsedLine Of(LogFormat format, string line, ParserOptions? options = null) =>
        Of(format.CreateParser(options ?? ParserOptions.Default), line);

    /// <summary>All lines of a file, read by one parser.</summary>
    public static List<ParsedLine> All(LogFormat format, byte[] file)
    {
        LineParser parser = format.CreateParser(ParserOptions.Default);
        return [.. Lines(file).Select(line => Of(parser, line))];
    }

    public static List<ParsedLine> All(LogFormat format, params string[] lines) => All(format, Encoding.UTF8.GetBytes(string.Join('\n', lines)));

    /// <summary>The lines of a file without their ends; what follows the last line end is a line only when it holds something.</summary>
    public static List<byte[]> Lines(byte[] file)
    {
        var lines = new List<byte[]>();
        ReadOnlySpan<byte> rest = file;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            lines.Add(line.TrimEnd((byte)'\r').ToArray());
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        return lines;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
