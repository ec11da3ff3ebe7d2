using System.Text;
using System.Text.RegularExpressions;

namespace Isobar.Core.Tests.Formats.Templates;

/// <summary>
/// Reads CrowdSec's expected parses: one comparison a line, `results["stage"]["parser"][n].Evt.Kind["key"] == "value"`. What is known of one line is joined over
/// stages by the raw message, since every stage numbers the events that reached it.
/// </summary>
internal static partial class ParserAssert
{
    /// <summary>What is expected of each line, by the line's text.</summary>
    public static Dictionary<string, Dictionary<string, string>> Read(string text)
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
        var byLine = new Dictionary<string, Dictionary<string, string>>();
        foreach (Dictionary<string, string> fields in events.Values)
        {
            if (fields.TryGetValue("message", out string? line))
            {
                Dictionary<string, string> known = byLine.TryGetValue(line, out Dictionary<string, string>? earlier) ? earlier : byLine[line] = [];
                foreach ((string key, string value) in fields)
                {
                    known[key] = value;
                }
            }
        }
        return byLine;
    }

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
