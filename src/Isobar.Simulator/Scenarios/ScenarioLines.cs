using System.Text.Json;

namespace Isobar.Simulator.Scenarios;

/// <summary>On which line of the text each value of a JSON document stands, by its path such as `faults[0].kind`; and which members stand there twice.</summary>
internal sealed class ScenarioLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _twice = [];

    /// <param name="json">The text; it has been parsed as JSON before.</param>
    public ScenarioLines(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        int line = 1, counted = 0;
        Stack<(string Path, int Index)> open = [];
        string path = "";
        while (reader.Read())
        {
            int at = (int)reader.TokenStartIndex;
            line += json[counted..at].Count((byte)'\n');
            counted = at;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                string parent = open.Peek().Path, name = reader.GetString()!;
                path = parent.Length == 0 ? name : $"{parent}.{name}";
                Note(path, line);
                continue;
            }
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }
            if (open.TryPeek(out (string Path, int Index) list) && list.Index >= 0)
            {
                open.Pop();
                open.Push((list.Path, list.Index + 1));
                path = $"{list.Path}[{list.Index}]";
                Note(path, line);
            }
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }
    }

    /// <summary>Members that an object has twice: JSON would let the last one win, without a word.</summary>
    public IReadOnlyList<string> Twice => _twice;

    /// <summary>The line of a place, or of the nearest object round it where the place is not there.</summary>
    public int Of(string place)
    {
        while (place.Length > 0)
        {
            if (_lines.TryGetValue(place, out int line))
            {
                return line;
            }
            place = place[..Math.Max(0, place.LastIndexOf('.'))];
        }
        return 1;
    }

    private void Note(string path, int line)
    {
        if (!_lines.TryAdd(path, line))
        {
            _twice.Add(path);
            _lines[path] = line;
        }
    }
}
