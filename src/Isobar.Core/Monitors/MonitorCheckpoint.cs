using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The part of a monitor's memory that stored tallies cannot tell again: small while no event is open.</summary>
public sealed record MonitorCheckpoint
{
    private const byte FormatVersion = 1;

    /// <summary>Brotli's fastest: a checkpoint is written with every window, and lists of pairs repeat themselves so much that more effort gains little.</summary>
    private const int Quality = 1;

    /// <summary>Base-2 logarithm of Brotli's window.</summary>
    private const int WindowBits = 22;

    /// <summary>A longer content is damage: half a million pairs in an open event take a quarter of it.</summary>
    private const int LengthLimit = 1 << 30;

    /// <summary>Start of the monitor's first window, Unix seconds; null before it.</summary>
    public long? FirstWindow { get; init; }

    /// <summary>See <see cref="ProcessingCourse.TestableUntil"/>.</summary>
    public long? TestableUntil { get; init; }

    /// <summary>See <see cref="ProcessingCourse.WasTestable"/>.</summary>
    public bool WasTestable { get; init; }

    /// <summary>The processing status.</summary>
    public ProcessingStatus ProcessingStatus { get; init; }

    /// <summary>Frozen traffic of pairs in open events.</summary>
    public ImmutableArray<HeldTraffic> Held { get; init; } = [];

    /// <summary>The state of the events, as their tracker wrote it.</summary>
    [JsonIgnore]
    public byte[] Events { get; init; } = [];

    /// <summary>
    /// Writes the checkpoint, for the store to keep: a version byte, the stable hash of the content, its length as LEB128, and the content in Brotli, which is the
    /// length of the JSON of this record, that JSON, and the state of the events.
    /// </summary>
    public byte[] Write()
    {
        byte[] own = JsonSerializer.SerializeToUtf8Bytes(this, MonitorJson.Default.MonitorCheckpoint);
        Span<byte> length = stackalloc byte[10];
        byte[] content = [.. length[..Varint.Write(length, (ulong)own.Length)], .. own, .. Events];
        byte[] compressed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        if (!BrotliEncoder.TryCompress(content, compressed, out int written, Quality, WindowBits))
        {
            throw new InvalidOperationException($"{content.Length} bytes did not fit into the {compressed.Length} that Brotli takes at most.");
        }
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(hash, StableHash.Of(content));
        return [FormatVersion, .. hash, .. length[..Varint.Write(length, (ulong)content.Length)], .. compressed.AsSpan(0, written)];
    }

    /// <summary>Reads a written checkpoint.</summary>
    /// <param name="written">The bytes.</param>
    /// <exception cref="FormatException">They are not a checkpoint of a known version.</exception>
    public static MonitorCheckpoint Read(ReadOnlySpan<byte> written)
    {
        if (written.IsEmpty || written[0] != FormatVersion)
        {
            throw new FormatException(written.IsEmpty
                ? "The checkpoint of a monitor is empty."
                : $"The checkpoint of a monitor has version {written[0]}, expected {FormatVersion}: it was written by another release.");
        }
        byte[] content = Unpack(written[1..]);
        ReadOnlySpan<byte> rest = content;
        if (!Varint.TryRead(ref rest, out uint own) || own > rest.Length)
        {
            throw Damaged("it is cut short");
        }
        try
        {
            MonitorCheckpoint? checkpoint = JsonSerializer.Deserialize(rest[..(int)own], MonitorJson.Default.MonitorCheckpoint);
            return checkpoint is null ? throw Damaged("it holds nothing") : checkpoint with { Events = rest[(int)own..].ToArray() };
        }
        catch (JsonException fault)
        {
            throw Damaged(fault.Message);
        }
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        ReadOnlySpan<byte> rest = packed.Length > sizeof(ulong) ? packed[sizeof(ulong)..] : [];
        if (!Varint.TryRead(ref rest, out uint length) || length > LengthLimit)
        {
            throw Damaged("its length is not one");
        }
        byte[] content = new byte[length];
        if (!BrotliDecoder.TryDecompress(rest, content, out int read) || read != content.Length
            || StableHash.Of(content) != BinaryPrimitives.ReadUInt64LittleEndian(packed))
        {
            throw Damaged("its content is not what was written");
        }
        return content;
    }

    private static FormatException Damaged(string how) => new($"The checkpoint of a monitor cannot be read: {how}.");
}
