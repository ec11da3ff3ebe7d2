using System.Text;
using System.Text.RegularExpressions;

namespace Isobar.Core.Tests.Formats;

/// <summary>
/// The expected parses of the sample logs: one comparison a line, `results["stage"]["parser"][n].Evt.Kind["key"] == "value"`. What is known of a line is joined
/// over stages by the raw message, since every stage numbers the events that reached it; what a later stage says counts.
/// </summary>
internal sealed partial class ParserAssert
{
    private const string LineKey = "message";

    private readonly Dictionary<string, Dictionary<string, string>> _byLine = [];

    public ParserAssert(string text)
    {
        var events = new Dictionary<string, Dictionary<string, string>>();
        foreach (Match match in Comparison().Matches(text))
        {
            string id = match.Groups["event"].Value;
            if (!events.TryGetValue(id, out Dictionary<string, string>? fields))
            {
                events[id] = fields = [];
            }
            fields[match.Groups["key"].Value] = Unescape(match.Groups["value"].Value);
        }
        foreach (Dictionary<string, string> fields in events.Values)
        {
            if (!fields.TryGetValue(LineKey, out string? line))
            {
                continue;
            }
            Dictionary<string, string> known = _byLine.TryGetValue(line, out Dictionary<string, string>? earlier) ? earlier : _byLine[line] = [];
            foreach ((string key, string value) in fields)
            {
                known[key] = value;
            }
        }
    }

    /// <summary>What is expected of a line; null where nothing is. The message of an event may lack the prefix that the line has.</summary>
    public IReadOnlyDictionary<string, string>? Find(string line) =>
        _byLine.GetValueOrDefault(line)
        ?? _byLine.Where(pair => line.EndsWith(pair.Key, StringComparison.Ordinal)).MaxBy(pair => pair.Key.Length).Value;

    private static string Unescape(string text)
    {
        var plain = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            plain.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
        }
        return plain.ToString();
    }

    [GeneratedRegex("""^results(?<event>\["[^"]+"\]\["[^"]+"\]\[\d+\])\.Evt\.(?:Parsed|Meta|Enriched)\["(?<key>[^"]+)"\] == "(?<value>(?:[^"\\]|\\.)*)"$""", RegexOptions.Multiline)]
    private static partial Regex Comparison();
}
