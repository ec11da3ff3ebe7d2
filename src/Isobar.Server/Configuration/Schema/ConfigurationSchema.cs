using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The JSON Schema of `isobar.json` for editors, written from the same keys that the loader reads.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text (draft 2020-12), two blanks of indentation, with a line end behind it; the same on every machine.</summary>
    public static string Write()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Isobar configuration",
            ["description"] = "The file isobar.json. Comments and trailing commas are allowed; environment variables override, see docs/configuration.md.",
        };
        foreach ((string keyword, JsonNode? value) in ConfigurationKeys.Root.ToSchema())
        {
            schema[keyword] = value?.DeepClone();
        }
        return schema.ToJsonString(s_readable).ReplaceLineEndings("\n") + "\n";
    }
}
