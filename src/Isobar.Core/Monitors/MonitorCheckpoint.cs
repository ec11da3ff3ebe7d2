using System.Collections.Immutable;
using System.Text.Json;

namespace Isobar.Core.Monitors;

/// <summary>The part of a monitor's memory that stored tallies cannot tell again: small while no event is open.</summary>
public sealed record MonitorCheckpoint
{
    /// <summary>Version of the format.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version that this was written in.</summary>
    public int Version { get; init; } = CurrentVersion;

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
    public required byte[] Events { get; init; }

    /// <summary>Writes the checkpoint, for the store to keep.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, MonitorJson.Default.MonitorCheckpoint);

    /// <summary>Reads a written checkpoint.</summary>
    /// <param name="written">The bytes.</param>
    /// <exception cref="FormatException">They are not a checkpoint of a known version.</exception>
    public static MonitorCheckpoint Read(ReadOnlySpan<byte> written)
    {
        MonitorCheckpoint? checkpoint;
        try
        {
            checkpoint = JsonSerializer.Deserialize(written, MonitorJson.Default.MonitorCheckpoint);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The checkpoint of a monitor cannot be read: {fault.Message}", fault);
        }
        return checkpoint is { Version: CurrentVersion }
            ? checkpoint
            : throw new FormatException($"The checkpoint of a monitor has version {checkpoint?.Version}, expected {CurrentVersion}: it was written by another release.");
    }
}
