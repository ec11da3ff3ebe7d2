using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isobar.Server.Api.Queries;

/// <summary>What is kept of a query that has succeeded, beside its rows, so that its results outlive the process.</summary>
internal sealed record StoredQuery
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked.</summary>
    public required string Account { get; init; }

    /// <summary>The monitor as they named it.</summary>
    public required string MonitorName { get; init; }

    /// <summary>When, Unix seconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>The columns of the rows: name and type in turn.</summary>
    public required string[] Columns { get; init; }

    /// <summary>Reads it; null where the file is none, as one that was cut off by the end of a process.</summary>
    public static StoredQuery? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), StoredQueryJson.Default.StoredQuery);
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(string path) => File.WriteAllBytes(path, JsonSerializer.SerializeToUtf8Bytes(this, StoredQueryJson.Default.StoredQuery));
}

/// <summary>How it is written.</summary>
[JsonSerializable(typeof(StoredQuery))]
internal sealed partial class StoredQueryJson : JsonSerializerContext;
