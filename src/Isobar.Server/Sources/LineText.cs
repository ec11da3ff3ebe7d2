namespace Isobar.Server.Sources;

/// <summary>What lines have round their text.</summary>
internal static class LineText
{
    /// <summary>The line without the carriage return that Windows puts before the line feed.</summary>
    public static ReadOnlySpan<byte> WithoutReturn(ReadOnlySpan<byte> line) => line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
}
