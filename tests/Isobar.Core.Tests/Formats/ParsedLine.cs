using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

/// <summary>A record that outlives its line, for assertions.</summary>
internal sealed record ParsedLine(
    ParseError Error, string Client, DateTimeOffset Time, long BytesIn, long BytesOut, long RttMicros, long TtfbMicros,
    int Status, Outcome Outcome, string Host, string Path, string UserAgent)
{
    public static ParsedLine Of(LogFormat format, string line, ParserOptions? options = null) =>
        Of(format.CreateParser(options ?? ParserOptions.Default), Encoding.UTF8.GetBytes(line));

    public static ParsedLine Of(LineParser parser, ReadOnlySpan<byte> line)
    {
        TrafficRecord record = default;
        ParseError error = parser.Parse(line, ref record);
        return new(
            error, record.Client.ToString(), DateTimeOffset.UnixEpoch.AddTicks(record.TimeMicros * 10), record.BytesIn, record.BytesOut, record.RttMicros, record.TtfbMicros,
            record.Status, record.Outcome, Encoding.UTF8.GetString(record.Host), Encoding.UTF8.GetString(record.Path), Encoding.UTF8.GetString(record.UserAgent));
    }
}
