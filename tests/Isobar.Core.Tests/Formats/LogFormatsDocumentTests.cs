using System.Text.RegularExpressions;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Formats.Json;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats;

/// <summary>docs/log-formats.md says what the code knows.</summary>
public sealed partial class LogFormatsDocumentTests
{
    private static readonly string s_page = File.ReadAllText(Repository.Path("docs/log-formats.md"));

    [Fact]
    public void The_page_lists_every_named_format_in_its_order_and_no_other() => Assert.Equal(
        LogFormats.Named.Select(named => $"| `{named.Name}` | {EngineOf(named)} | {named.Description} |"),
        Section("Names").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

    [Fact]
    public void Every_column_and_JSON_format_has_a_row_with_its_fields()
    {
        AssertRows(ColumnFormats.All, "Columns");
        AssertRows(JsonFormats.All, "JSON");
    }

    [Fact]
    public void Every_reason_for_a_rejected_line_is_listed_in_its_order() => Assert.Equal(
        ParseErrors.All.Select(error => error.Label()),
        Code().Matches(Section("Rejected lines").Split('.')[0]).Select(code => code.Groups[1].Value));

    [Fact]
    public void Every_link_within_the_page_has_its_heading()
    {
        string[] anchors = [.. Heading().Matches(s_page).Select(heading => Anchor(heading.Groups[1].Value))];
        string[] links = [.. Link().Matches(s_page).Select(link => link.Groups[1].Value)];
        Assert.Empty(links.Except(anchors));
        Assert.Equal(anchors.Length, anchors.Distinct().Count());
        Assert.True(links.Length > 20);
    }

    /// <summary>A table whose first column names each of them.</summary>
    private static void AssertRows(IReadOnlyList<NamedFormat> formats, string section)
    {
        HashSet<string> rows = [.. Section(section).Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Code().Matches(line.Split('|')[1]))
            .Select(code => code.Groups[1].Value)];
        Assert.Empty(formats.Select(named => named.Name).Except(rows));
    }

    private static string EngineOf(NamedFormat named) =>
        ColumnFormats.All.Contains(named) ? "[columns](#columns)" : JsonFormats.All.Contains(named) ? "[JSON](#json)" : "[template](#templates)";

    private static string Section(string title)
    {
        int start = s_page.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no section '{title}'.");
        int end = s_page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? s_page[start..] : s_page[start..end];
    }

    /// <summary>The anchor that a forge makes of a heading: lower case, without punctuation but hyphens, blanks as hyphens.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(#([^)]+)\)")]
    private static partial Regex Link();
}
