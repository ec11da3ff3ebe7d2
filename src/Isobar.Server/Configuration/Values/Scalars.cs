using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Core.Traffic;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration.Values;

/// <summary>The forms that scalars of the configuration take.</summary>
internal static class Scalars
{
    /// <summary>Any text of at least one character.</summary>
    public static ScalarSpec<string> Text(string expected) =>
        new(ConfigurationNodeKind.Text, expected, ReadText, () => new() { ["type"] = "string", ["minLength"] = 1 });

    /// <summary>A text of a form; <paramref name="pattern"/> must mean the same to .NET and to ECMA 262.</summary>
    public static ScalarSpec<string> Text(string expected, Regex pattern)
    {
        bool Read(string text, [MaybeNullWhen(false)] out string value)
        {
            value = text;
            return pattern.IsMatch(text);
        }
        string ecma = pattern.ToString().Replace("\\z", "$", StringComparison.Ordinal);
        return new(ConfigurationNodeKind.Text, expected, Read, () => new() { ["type"] = "string", ["pattern"] = ecma });
    }

    /// <summary>A duration in a range.</summary>
    public static ScalarSpec<TimeSpan> Duration(TimeSpan minimum, TimeSpan maximum) =>
        new(ConfigurationNodeKind.Text, "a duration such as 90s, 5m, 1h or 30d", DurationText.TryRead, () => Pattern(DurationText.Pattern))
        {
            Range = value => value < minimum || value > maximum ? $"from {DurationText.Write(minimum)} to {DurationText.Write(maximum)}" : null,
        };

    /// <summary>A size in a range of bytes.</summary>
    public static ScalarSpec<long> Size(long minimum, long maximum) =>
        new(ConfigurationNodeKind.Text, "a size with its unit such as 64KiB or 256MB", SizeText.TryRead, () => Pattern(SizeText.Pattern))
        {
            Range = value => value < minimum || value > maximum ? $"from {SizeText.Write(minimum)} to {SizeText.Write(maximum)}" : null,
        };

    /// <summary>A whole number in a range.</summary>
    public static ScalarSpec<int> Integer(int minimum, int maximum) =>
        new(
            ConfigurationNodeKind.Number, "a whole number",
            (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            () => new() { ["type"] = "integer", ["minimum"] = minimum, ["maximum"] = maximum })
        {
            Range = value => value < minimum || value > maximum ? string.Create(CultureInfo.InvariantCulture, $"from {minimum} to {maximum}") : null,
        };

    /// <summary>A decimal number of degrees from minus to plus <paramref name="maximum"/>.</summary>
    public static ScalarSpec<double> Degrees(int maximum) =>
        new(
            ConfigurationNodeKind.Number, "a number of degrees",
            (string text, out double value) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value),
            () => new() { ["type"] = "number", ["minimum"] = -maximum, ["maximum"] = maximum })
        {
            Range = value => Math.Abs(value) > maximum ? string.Create(CultureInfo.InvariantCulture, $"from -{maximum} to {maximum}") : null,
        };

    /// <summary>`true` or `false`.</summary>
    public static ScalarSpec<bool> Boolean() =>
        new(ConfigurationNodeKind.Boolean, "true or false", bool.TryParse, () => new() { ["type"] = "boolean" });

    /// <summary>One of a few names.</summary>
    public static ScalarSpec<T> Choice<T>(params (string Name, T Value)[] choices)
        where T : notnull
    {
        string[] names = [.. choices.Select(choice => choice.Name)];
        bool Read(string text, [MaybeNullWhen(false)] out T value)
        {
            int index = Array.IndexOf(names, text);
            value = index < 0 ? default : choices[index].Value;
            return index >= 0;
        }
        string expected = names.Length == 1 ? $"'{names[0]}'" : $"one of {string.Join(", ", names)}";
        return new(ConfigurationNodeKind.Text, expected, Read, () => new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) })
        {
            Choices = names,
        };
    }

    /// <summary>A block of addresses or a single one.</summary>
    public static ScalarSpec<IpPrefix> Prefix() =>
        new(
            ConfigurationNodeKind.Text, "an address or a prefix such as 10.0.0.0/8 or 2001:db8::/32 (no bits set behind its length)",
            (string text, out IpPrefix value) => IpPrefix.TryParse(text, out value),
            () => Pattern("^[0-9a-fA-F:.]+(/[0-9]{1,3})?$"));

    /// <summary>An IP address and a port.</summary>
    public static ScalarSpec<IPEndPoint> EndPoint() =>
        new(ConfigurationNodeKind.Text, "an address and a port such as 127.0.0.1:8610 or [::1]:8610", ReadEndPoint, () => Pattern("^([0-9.]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}$"));

    /// <summary>An address of the web.</summary>
    public static ScalarSpec<Uri> HttpAddress() =>
        new(ConfigurationNodeKind.Text, "an address that begins with https:// or http://", ReadHttpAddress, () => Pattern("^https?://[^\\s]+$"));

    /// <summary>A status code or class, as a number or a text.</summary>
    public static ScalarSpec<StatusRange> Status() =>
        new(
            ConfigurationNodeKind.Number | ConfigurationNodeKind.Text, "a status such as 499 or a class such as \"4xx\"", StatusRange.TryRead,
            () => new()
            {
                ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = 999 }, Pattern(StatusRange.Pattern)),
            });

    /// <summary>An offset from UTC.</summary>
    public static ScalarSpec<TimeSpan> UtcOffset() =>
        new(ConfigurationNodeKind.Text, "an offset from UTC such as +02:00, or UTC", UtcOffsetText.TryRead, () => Pattern(UtcOffsetText.Pattern));

    private static bool ReadText(string text, [MaybeNullWhen(false)] out string value)
    {
        value = text;
        return text.Length > 0;
    }

    /// <summary>Without a port the framework's parser would take port 0, so the text's own form decides.</summary>
    private static bool ReadEndPoint(string text, [MaybeNullWhen(false)] out IPEndPoint value) =>
        IPEndPoint.TryParse(text, out value) && value.Port > 0 && (text[0] == '[' || text.Count(c => c == ':') == 1);

    private static bool ReadHttpAddress(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttps || value.Scheme == Uri.UriSchemeHttp) && !text.Any(char.IsWhiteSpace);

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };
}
