using Microsoft.OpenApi;

namespace Isobar.Server.Api.OpenApi;

/// <summary>A parameter in the query string that the service does not have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Format">Format of a text; null for any.</param>
/// <param name="Description">What it does.</param>
internal sealed record ExtensionParameter(string Name, JsonSchemaType Type, string? Format, string Description);
