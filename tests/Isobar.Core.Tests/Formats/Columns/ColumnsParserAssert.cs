using System.Text.RegularExpressions;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>
/// The expected parses of the sample logs: one comparison a line, `results["stage"]["parser"][n].Evt.Kind["key"] == "value"`. Lines are joined by the raw
/// message, since numbers count what reached a stage.
/// </summary>
internal sealed partial class ColumnsParserAssert
{
    private readonly Dictionary<(string Stage, string Parser, string Index), Dictionary<string, string>> _events = [];

    public ColumnsParserAssert(string text)
    {
        foreach (Match match in Comparison().Matches(text))
        {
            var key = (match.Groups["stage"].Value, match.Groups["parser"].Value, match.Groups["index"].Value);
            if (!_events.TryGetValue(key, out Dictionary<string, string>? fields))
            {
                _events[key] = fields = [];
            }
            fields[$"{match.Groups["kind"].Value}.{match.Groups["key"].Value}"] = Regex.Unescape(match.Groups["value"].Value);
        }
    }

    /// <summary>What the last stage says of the line; null where it did not reach it.</summary>
    public IReadOnlyDictionary<string, string>? Expected(string line) =>
        _events.Where(pair => pair.Key.Stage == "s02-enrich" && pair.Key.Parser == "crowdsecurity/dateparse-enrich")
            .Select(pair => pair.Value)
            .FirstOrDefault(fields => fields.TryGetValue("Parsed.message", out string? message) && line.EndsWith(message, StringComparison.Ordinal));

    public int Count => _events.Keys.Count(key => key.Stage == "s02-enrich" && key.Parser == "crowdsecurity/dateparse-enrich");

    [GeneratedRegex("""^results\["(?<stage>[^"]+)"\]\["(?<parser>[^"]+)"\]\[(?<index>\d+)\]\.Evt\.(?<kind>\w+)\["(?<key>[^"]+)"\] == "(?<value>(?:[^"\\]|\\.)*)"$""", RegexOptions.Multiline)]
    private static partial Regex Comparison();
}
