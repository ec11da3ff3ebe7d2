using System.Globalization;

namespace Isobar.Core.Atlas;

/// <summary>
/// A geo database, range CSV or compiled atlas is not what it should be. The message says where, what was expected and what was found;
/// it is the one exception that reading foreign bytes in this folder may throw.
/// </summary>
public sealed class AtlasFormatException : Exception
{
    /// <summary>An error without a place; the other constructors are preferred.</summary>
    public AtlasFormatException()
        : this("The geo data is not readable.")
    {
    }

    /// <summary>An error whose message already names the place.</summary>
    public AtlasFormatException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public AtlasFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    private AtlasFormatException(string message, long offset, long line)
        : base(message)
    {
        Offset = offset;
        Line = line;
    }

    /// <summary>Byte offset of the fault in the file, or -1 where it has none.</summary>
    public long Offset { get; } = -1;

    /// <summary>Line of the fault in a text file, counted from 1, or 0 in a binary file.</summary>
    public long Line { get; }

    /// <summary>A fault at a byte of a binary file.</summary>
    internal static AtlasFormatException AtByte(string file, long offset, string fault) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}: byte {offset}: {fault}"), offset, 0);

    /// <summary>A fault in a line of a text file.</summary>
    internal static AtlasFormatException AtLine(string file, long line, long offset, string fault) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}: line {line} (byte {offset}): {fault}"), offset, line);
}
