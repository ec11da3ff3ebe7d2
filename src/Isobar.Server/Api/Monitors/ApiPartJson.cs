using System.Text.Json.Serialization;

namespace Isobar.Server.Api.Monitors;

/// <summary>How <see cref="ApiPart"/> is written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiPart))]
internal sealed partial class ApiPartJson : JsonSerializerContext;
