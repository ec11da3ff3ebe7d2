using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Isobar.Server.Api;

/// <summary>What an operation answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON; empty where there is no body.</param>
internal sealed record OperationAnswer(int Status, ReadOnlyMemory<byte> Body)
{
    /// <summary>An object without members.</summary>
    public static readonly OperationAnswer Empty = new(StatusCodes.Status200OK, "{}"u8.ToArray());

    /// <summary>Nothing.</summary>
    public static readonly OperationAnswer NoContent = new(StatusCodes.Status204NoContent, default);

    /// <summary>An object.</summary>
    public static OperationAnswer Of<T>(T value, JsonTypeInfo<T> type) => new(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type));
}
