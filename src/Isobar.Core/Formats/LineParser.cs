using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>Reads the lines of one stream. Not thread-safe: it keeps the last time stamp and, for some formats, the columns that a header named.</summary>
public abstract class LineParser
{
    /// <summary>Whether lines of this format change how later lines are read.</summary>
    public virtual bool HasHeaders => false;

    /// <summary>Whether the last record took its whole line, or text was left behind the format's last field: detection prefers the format that leaves nothing.</summary>
    public virtual bool ConsumedWholeLine => true;

    /// <summary>Why the header that was seen last cannot be used, as a sentence for the user; null while there is nothing to object.</summary>
    public virtual string? HeaderFault => null;

    /// <summary>
    /// Reads one line (without its line end) into the record, or says why there is none. Texts of the record are slices of the line.
    /// Never throws and never allocates, whatever the bytes are.
    /// </summary>
    public abstract ParseError Parse(ReadOnlySpan<byte> line, ref TrafficRecord record);

    /// <summary>A parser that has seen the same headers and shares no state; for a block of lines that another core reads.</summary>
    public abstract LineParser Fork();

    /// <summary>Takes note of a line if it is a header, without reading records; returns whether it was one.</summary>
    public virtual bool NoteHeader(ReadOnlySpan<byte> line) => false;
}
