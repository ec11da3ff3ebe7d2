using System.Text.Json;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// How far scoring has come: stored with every commit. A restart takes the last whole state and plays the stored windows since; the journal holds what these do not tell.
/// </summary>
internal sealed record HealthJournal
{
    /// <summary>Name of the snapshot that holds it.</summary>
    public const string SnapshotName = "health-journal";

    private const int FormatVersion = 1;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = FormatVersion;

    /// <summary>Length of the windows, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>Start of the first window that was scored, Unix seconds.</summary>
    public required long First { get; init; }

    /// <summary>Start of the first window that is not scored.</summary>
    public required long Next { get; init; }

    /// <summary>Start of the first window that the whole state does not know; equals <see cref="First"/> where there is no state yet.</summary>
    public required long StateNext { get; init; }

    /// <summary>Changes of monitors since the whole state, in the order of time.</summary>
    public IReadOnlyList<MonitorChange> Changes { get; init; } = [];

    /// <summary>Writes it.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads it; null when the bytes are none of this version.</summary>
    public static HealthJournal? Read(ReadOnlySpan<byte> written)
    {
        try
        {
            return JsonSerializer.Deserialize<HealthJournal>(written) is { Version: FormatVersion } journal ? journal : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A change of the monitors that are watched.</summary>
/// <param name="Window">Start of the first window under it, Unix seconds.</param>
/// <param name="Name">The monitor.</param>
/// <param name="Document">Its settings; null where it was removed.</param>
internal sealed record MonitorChange(long Window, string Name, string? Document);
