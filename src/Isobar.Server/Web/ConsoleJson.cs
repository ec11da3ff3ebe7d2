using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Isobar.Server.Web;

/// <summary>
/// How the console's requests and answers are written: members in camelCase, also where the framework writes or describes them with the options that the service's own API has,
/// whose members are in PascalCase. Requests with members that are not known are refused.
/// </summary>
internal sealed class ConsoleJson : IJsonTypeInfoResolver
{
    private const string Namespace = "Isobar.Server.Web";

    private readonly DefaultJsonTypeInfoResolver _resolver = new() { Modifiers = { Rename } };

    /// <summary>Options for what is written by hand.</summary>
    public static JsonSerializerOptions Options { get; } = new() { TypeInfoResolver = JsonTypeInfoResolver.Combine(new ConsoleJson(), new DefaultJsonTypeInfoResolver()) };

    /// <inheritdoc/>
    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type.Namespace?.StartsWith(Namespace, StringComparison.Ordinal) == true ? _resolver.GetTypeInfo(type, options) : null;

    private static void Rename(JsonTypeInfo info)
    {
        foreach (JsonPropertyInfo property in info.Properties)
        {
            property.Name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        }
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            info.UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow;
        }
    }
}
