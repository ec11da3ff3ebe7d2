using Isobar.Core.Formats;

namespace Isobar.Server.Sources;

/// <summary>A run of whole lines of one input, for one core to parse. Buffers are made once and go round.</summary>
public sealed class LineBlock
{
    /// <summary>The bytes; lines are in <see cref="Lines"/>.</summary>
    public byte[] Buffer { get; internal set; } = [];

    /// <summary>Number of bytes in use.</summary>
    public int Length { get; internal set; }

    /// <summary>Index of the input.</summary>
    public int File { get; internal set; }

    /// <summary>Where the block begins, bytes from the start of the unpacked input.</summary>
    public long Offset { get; internal set; }

    /// <summary>Whether the block stands for one line that was too long to keep: it has no bytes then.</summary>
    public bool IsOverlongLine { get; internal set; }

    /// <summary>A parser that knows the headers before this block; null where the format has none.</summary>
    public LineParser? Parser { get; internal set; }

    /// <summary>The lines, with their line ends.</summary>
    public ReadOnlySpan<byte> Lines => Buffer.AsSpan(0, Length);
}
