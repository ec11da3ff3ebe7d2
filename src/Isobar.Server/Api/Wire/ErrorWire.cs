using System.Text.Json.Serialization;

namespace Isobar.Server.Api.Wire;

/// <summary>The body of an error.</summary>
internal sealed record ErrorWire
{
    [JsonPropertyName("message")]
    public required string Message { get; init; }
}
