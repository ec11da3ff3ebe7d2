using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Isobar.Server.Configuration.Syntax;

/// <summary>
/// Reads JSON with comments and trailing commas into a tree that keeps the place of every key and value, which the framework's own documents do not.
/// </summary>
internal sealed class ConfigurationTreeReader
{
    // Deeper than any key lies; a bound, so that hostile nesting is a fault and not a stack overflow.
    private const int MaximumDepth = 16;

    private readonly TextPositions _positions;
    private readonly string? _variable;
    private readonly FaultList _faults;
    private readonly string _path;

    private ConfigurationTreeReader(byte[] text, string? variable, string path, FaultList faults)
    {
        _positions = new(text);
        _variable = variable;
        _path = path;
        _faults = faults;
    }

    /// <summary>Reads a file's text; null after a syntax fault, since nothing behind it can be judged.</summary>
    public static ConfigurationNode? ReadFile(byte[] utf8, FaultList faults) => Read(utf8, null, "", faults);

    /// <summary>Reads the JSON in an environment variable; all of its nodes have the variable as their origin.</summary>
    public static ConfigurationNode? ReadVariable(string text, string variable, string path, FaultList faults) =>
        Read(Encoding.UTF8.GetBytes(text), variable, path, faults);

    private static ConfigurationNode? Read(byte[] utf8, string? variable, string path, FaultList faults)
    {
        int mark = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        byte[] text = utf8[mark..];
        var reader = new ConfigurationTreeReader(text, variable, path, faults);
        if (!Utf8.IsValid(text))
        {
            faults.Add(ConfigurationFaultKind.Syntax, reader.Origin(FirstInvalidByte(text)), path, "not valid UTF-8", "save the file as UTF-8");
            return null;
        }
        return reader.ReadDocument(text);
    }

    private ConfigurationNode? ReadDocument(byte[] text)
    {
        var options = new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaximumDepth };
        var json = new Utf8JsonReader(text, options);
        try
        {
            json.Read();
            ConfigurationNode node = ReadValue(ref json, _path);
            // What follows the value must be comments only; the reader throws at anything else.
            json.Read();
            return node;
        }
        catch (JsonException error)
        {
            AddSyntaxFault(error);
            return null;
        }
    }

    private ConfigurationNode ReadValue(ref Utf8JsonReader json, string path)
    {
        ConfigurationOrigin origin = Origin(json.TokenStartIndex);
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadSection(ref json, new(ConfigurationNodeKind.Section, origin), path),
            JsonTokenType.StartArray => ReadList(ref json, new(ConfigurationNodeKind.List, origin), path),
            JsonTokenType.String => new(ConfigurationNodeKind.Text, origin, TextOf(ref json, origin, path)),
            JsonTokenType.Number => new(ConfigurationNodeKind.Number, origin, Encoding.UTF8.GetString(json.ValueSpan)),
            JsonTokenType.True => new(ConfigurationNodeKind.Boolean, origin, "true"),
            JsonTokenType.False => new(ConfigurationNodeKind.Boolean, origin, "false"),
            _ => new(ConfigurationNodeKind.Null, origin, "null"),
        };
    }

    private ConfigurationNode ReadSection(ref Utf8JsonReader json, ConfigurationNode section, string path)
    {
        var seen = new Dictionary<string, ConfigurationOrigin>(StringComparer.OrdinalIgnoreCase);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            ConfigurationOrigin nameOrigin = Origin(json.TokenStartIndex);
            string name = TextOf(ref json, nameOrigin, path);
            string memberPath = KeyPath.Member(path, name);
            json.Read();
            ConfigurationNode value = ReadValue(ref json, memberPath);
            if (seen.TryAdd(name, nameOrigin))
            {
                section.Properties.Add(new(name, nameOrigin, value));
                continue;
            }
            string message = section.Find(name) is null ? "differs only by case from a key" : "is there twice, first";
            string place = _variable is null ? $" in line {seen[name].Line}" : "";
            _faults.Add(ConfigurationFaultKind.DuplicateKey, nameOrigin, memberPath, $"'{name}' {message}{place}", "keep one of them");
        }
        return section;
    }

    private ConfigurationNode ReadList(ref Utf8JsonReader json, ConfigurationNode list, string path)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            list.Items.Add(ReadValue(ref json, KeyPath.Item(path, list.Items.Count)));
        }
        return list;
    }

    private string TextOf(ref Utf8JsonReader json, ConfigurationOrigin origin, string path)
    {
        try
        {
            return json.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            // The one way left for valid UTF-8: half of a surrogate pair, written as \uD800.
            _faults.Add(ConfigurationFaultKind.Syntax, origin, path, @"holds half of a \u surrogate pair", "write the character itself");
            return "\uFFFD";
        }
    }

    private void AddSyntaxFault(JsonException error)
    {
        // The framework appends its own position, which counts from zero.
        int end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string message = (end < 0 ? error.Message : error.Message[..end]).TrimEnd('.');
        ConfigurationOrigin origin = _variable is null ? _positions.At(error.LineNumber ?? 0, error.BytePositionInLine ?? 0) : Origin(0);
        _faults.Add(ConfigurationFaultKind.Syntax, origin, _path, $"not valid JSON: {message}", "what follows was not checked; comments and trailing commas are allowed");
    }

    private ConfigurationOrigin Origin(long offset) => _variable is null ? _positions.At(offset) : new(0, 0, _variable);

    private static int FirstInvalidByte(byte[] text)
    {
        int offset = 0;
        while (Rune.DecodeFromUtf8(text.AsSpan(offset), out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }
        return offset;
    }
}
