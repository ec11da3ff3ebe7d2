using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Isobar.Server.Tests.Configuration;

/// <summary>
/// The part of JSON Schema 2020-12 that our schema uses, written independently of the loader. A keyword it does not know is an error, so the schema cannot say something that is
/// not tested.
/// </summary>
internal static class SchemaEvaluator
{
    /// <summary>Paths and keywords that the value breaks.</summary>
    public static List<string> Evaluate(JsonObject schema, JsonNode? value)
    {
        var failures = new List<string>();
        Evaluate(schema, value, "$", failures);
        return failures;
    }

    private static void Evaluate(JsonObject schema, JsonNode? value, string path, List<string> failures)
    {
        foreach ((string keyword, JsonNode? argument) in schema)
        {
            if (!Holds(keyword, argument!, schema, value, path, failures))
            {
                failures.Add($"{path} breaks {keyword} {argument!.ToJsonString()}");
            }
        }
    }

    private static bool Holds(string keyword, JsonNode argument, JsonObject schema, JsonNode? value, string path, List<string> failures)
    {
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        switch (keyword)
        {
            case "$schema" or "title" or "description" or "default":
                return true;
            case "type":
                return IsType(argument.GetValue<string>(), kind, value);
            case "enum":
                return argument.AsArray().Any(choice => JsonNode.DeepEquals(choice, value));
            case "anyOf":
                return argument.AsArray().Any(choice => Evaluate(choice!.AsObject(), value).Count == 0);
            case "pattern":
                return kind != JsonValueKind.String || Regex.IsMatch(value!.GetValue<string>(), argument.GetValue<string>(), RegexOptions.ECMAScript);
            case "minLength":
                return kind != JsonValueKind.String || value!.GetValue<string>().Length >= argument.GetValue<int>();
            case "minimum":
                return kind != JsonValueKind.Number || value!.GetValue<double>() >= argument.GetValue<double>();
            case "maximum":
                return kind != JsonValueKind.Number || value!.GetValue<double>() <= argument.GetValue<double>();
            case "minItems":
                return kind != JsonValueKind.Array || value!.AsArray().Count >= argument.GetValue<int>();
            case "items":
                Each(kind == JsonValueKind.Array ? value!.AsArray().Select((item, i) => ($"{path}[{i}]", item)) : [], argument.AsObject(), failures);
                return true;
            case "required":
                return kind != JsonValueKind.Object || argument.AsArray().All(name => value!.AsObject().ContainsKey(name!.GetValue<string>()));
            case "properties":
                foreach ((string name, JsonNode? member) in kind == JsonValueKind.Object ? value!.AsObject() : [])
                {
                    if (argument[name] is JsonObject known)
                    {
                        Evaluate(known, member, $"{path}.{name}", failures);
                    }
                }
                return true;
            case "propertyNames":
                return kind != JsonValueKind.Object || value!.AsObject().All(member => Evaluate(argument.AsObject(), JsonValue.Create(member.Key)).Count == 0);
            case "additionalProperties":
                var others = kind == JsonValueKind.Object ? value!.AsObject().Where(member => schema["properties"]?[member.Key] is null).ToList() : [];
                if (argument is JsonObject each)
                {
                    Each(others.Select(member => ($"{path}.{member.Key}", member.Value)), each, failures);
                    return true;
                }
                return others.Count == 0 || argument.GetValue<bool>();
            default:
                throw new NotSupportedException($"The schema's keyword '{keyword}' at {path} is not tested.");
        }
    }

    private static void Each(IEnumerable<(string Path, JsonNode? Value)> values, JsonObject schema, List<string> failures)
    {
        foreach ((string path, JsonNode? value) in values)
        {
            Evaluate(schema, value, path, failures);
        }
    }

    private static bool IsType(string type, JsonValueKind kind, JsonNode? value) => type switch
    {
        "object" => kind == JsonValueKind.Object,
        "array" => kind == JsonValueKind.Array,
        "string" => kind == JsonValueKind.String,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "number" => kind == JsonValueKind.Number,
        "integer" => kind == JsonValueKind.Number && double.IsInteger(value!.GetValue<double>()),
        _ => throw new NotSupportedException($"The type '{type}' is not tested."),
    };
}
