using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Server.Configuration;
using Isobar.Server.Configuration.Schema;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;
using Isobar.Tests;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private static readonly JsonDocumentOptions s_withComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static JsonObject Schema => JsonNode.Parse(ConfigurationSchema.Write())!.AsObject();

    /// <summary>The example of all keys, and one of keys that do not go together with its own.</summary>
    private static readonly string[] s_examples = ["docs/isobar.example.json", "docs/isobar.proxy.example.json"];

    private static JsonObject Example => Read(s_examples[0]);

    private static JsonObject Read(string path) => JsonNode.Parse(File.ReadAllText(Repository.Path(path)), null, s_withComments)!.AsObject();

    [Fact]
    public void The_published_schema_is_the_one_that_the_keys_make() =>
        Assert.True(
            ConfigurationSchema.Write() == File.ReadAllText(Repository.Path("docs/isobar.schema.json")),
            "docs/isobar.schema.json is out of date: isobar check-config --schema > docs/isobar.schema.json");

    [Fact]
    public void Every_key_of_the_loader_is_in_the_schema_and_no_other()
    {
        var inSchema = new SortedSet<string>(StringComparer.Ordinal);
        Collect(Schema, "", inSchema);
        Assert.Equal(ConfigurationKeys.All.Select(key => key.Path).Order(StringComparer.Ordinal), inSchema);
        Assert.True(inSchema.Count > 40);
    }

    [Fact]
    public void The_examples_are_good_for_the_loader_and_for_the_schema() => Assert.All(s_examples, path =>
    {
        ConfigurationResult result = ConfigurationLoader.LoadFile(Repository.Path(path), ConfigurationInputs.None with { CheckFormat = Isobar.Server.Sources.InputFormat.Check });
        Assert.Empty(result.Faults);
        Assert.Empty(SchemaEvaluator.Evaluate(Schema, Read(path)));
    });

    [Fact]
    public void The_examples_use_every_key()
    {
        // A secret is in one place.
        var used = new HashSet<string> { "console.openIdConnect.clientSecretFile" };
        Assert.All(s_examples, path => CollectUsed(Read(path), ConfigurationKeys.Root, "", used));
        Assert.Empty(ConfigurationKeys.All.Select(key => key.Path).Except(used));
    }

    [Fact]
    public void Whatever_has_a_wrong_type_is_refused_by_loader_and_schema_alike()
    {
        JsonObject schema = Schema;
        string[] wrong = ["null", "{ \"x\": [] }", "[[]]", "-1.5", "true", "\"\""];
        int refused = 0;
        foreach (string path in Paths(Example, ""))
        {
            foreach (string replacement in wrong)
            {
                JsonObject changed = Example;
                if (!Replace(changed, path, JsonNode.Parse(replacement)))
                {
                    continue;
                }
                bool byLoader = !Load(changed.ToJsonString()).IsValid;
                bool bySchema = SchemaEvaluator.Evaluate(schema, changed).Count > 0;
                // The loader may know more (a coordinate's meaning, a location's name), the schema never.
                Assert.True(byLoader || !bySchema, $"{path} = {replacement}: the schema refuses it, the loader does not");
                refused += bySchema ? 1 : 0;
            }
        }
        Assert.True(refused > 200, $"only {refused} refused");
    }

    [Fact]
    public void The_guide_has_a_row_for_every_key_as_the_code_has_it()
    {
        string guide = File.ReadAllText(Repository.Path("docs/configuration.md"));
        string[] missing = [.. ConfigurationKeys.All.Where(key => key.Path != "$schema").Select(key => Row(key.Path, key.Key)).Where(row => !guide.Contains(row, StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/configuration.md lacks these rows:\n{string.Join('\n', missing)}");
        int rows = guide.Split('\n').Count(line => line.Contains("| `ISOBAR__", StringComparison.Ordinal));
        Assert.Equal(ConfigurationKeys.All.Length - 1, rows);
    }

    private static string Row(string path, KeySpec key)
    {
        bool isList = key.Spec is { Accepts: ConfigurationNodeKind.List, Item.Accepts: not ConfigurationNodeKind.Section };
        string variable = (isList ? path + "[]" : path)
            .Replace("[]", "__N", StringComparison.Ordinal).Replace(".*", ".NAME", StringComparison.Ordinal).Replace(".", "__", StringComparison.Ordinal).ToUpperInvariant();
        string initial = key.Required ? "required" : key.DefaultJson is null ? "" : $"`{key.DefaultJson}`";
        return $"| `{path}` | {key.Description} | {initial} | `ISOBAR__{variable}` | {(ConfigurationKeys.IsReloadable(path) ? "yes" : "restart")} |";
    }

    private static void Collect(JsonObject schema, string path, SortedSet<string> keys)
    {
        foreach ((string name, JsonNode? member) in schema["properties"]?.AsObject() ?? [])
        {
            string memberPath = path.Length == 0 ? name : $"{path}.{name}";
            keys.Add(memberPath);
            Collect(member!.AsObject(), memberPath, keys);
        }
        if (schema["items"] is JsonObject items)
        {
            Collect(items, path + "[]", keys);
        }
        if (schema["additionalProperties"] is JsonObject others)
        {
            Collect(others, path + ".*", keys);
        }
    }

    private static void CollectUsed(JsonNode? value, ValueSpec spec, string path, HashSet<string> used)
    {
        foreach ((string name, JsonNode? member) in value as JsonObject ?? [])
        {
            KeySpec? key = spec.Keys.FirstOrDefault(key => key.Name == name);
            string memberPath = key is null ? path + ".*" : path.Length == 0 ? name : $"{path}.{name}";
            used.Add(memberPath);
            CollectUsed(member, key?.Spec ?? spec.Item!, memberPath, used);
        }
        foreach (JsonNode? item in value as JsonArray ?? [])
        {
            CollectUsed(item, spec.Item!, path + "[]", used);
        }
    }

    /// <summary>Paths of all values, as /a/b/0.</summary>
    private static IEnumerable<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Paths(member.Value, $"{path}/{member.Key.Replace("/", "~1", StringComparison.Ordinal)}").Prepend($"{path}/{member.Key.Replace("/", "~1", StringComparison.Ordinal)}")),
        JsonArray items => items.SelectMany((item, i) => Paths(item, $"{path}/{i}").Prepend($"{path}/{i}")),
        _ => [],
    };

    private static bool Replace(JsonObject root, string path, JsonNode? replacement)
    {
        string[] steps = [.. path.Split('/').Skip(1).Select(step => step.Replace("~1", "/", StringComparison.Ordinal))];
        JsonNode parent = root;
        foreach (string step in steps[..^1])
        {
            parent = parent is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]! : parent[step]!;
        }
        if (parent is JsonArray items)
        {
            items[int.Parse(steps[^1], System.Globalization.CultureInfo.InvariantCulture)] = replacement;
        }
        else
        {
            parent[steps[^1]] = replacement;
        }
        return true;
    }

    [Fact]
    public void Patterns_of_the_schema_accept_what_the_loader_accepts()
    {
        (string Pattern, string[] Texts, Func<string, bool> Reads)[] forms =
        [
            (DurationText.Pattern, ["90s", "5m", "1h", "30d", "0s", "", "s", "5", "5x", "-5s", "1.5h", "12345678s", " 5s"], text => DurationText.TryRead(text, out _)),
            (SizeText.Pattern, ["1B", "64KiB", "256MB", "1GB", "1GiB", "", "MB", "5", "5mb", "-5MB", "1.5GB", "1234567890B"], text => SizeText.TryRead(text, out _)),
            (StatusRange.Pattern, ["000", "404", "4xx", "999", "0xx", "40x", "", "4xxx", "1000", "x04"], text => StatusRange.TryRead(text, out _)),
            (UtcOffsetText.Pattern, ["UTC", "+02:00", "-03:30", "+14:00", "+14:01", "+15:00", "02:00", "+2:00", "+02:60", ""], text => UtcOffsetText.TryRead(text, out _)),
        ];
        Assert.All(forms, form => Assert.All(form.Texts, text => Assert.True(Regex.IsMatch(text, form.Pattern) == form.Reads(text), $"'{text}' and {form.Pattern}")));
    }
}
