using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a webhook.</summary>
internal static partial class WebhookKeys
{
    public static readonly Key<Uri> Url = new(
        "url", "Where messages are posted, as JSON.",
        new ScalarSpec<Uri>(
            ConfigurationNodeKind.Text, "an address that begins with https:// or http://", ReadUrl, () => new() { ["type"] = "string", ["pattern"] = "^https?://[^\\s]+$" }))
    {
        Required = true,
    };

    public static readonly Key<ImmutableSortedDictionary<string, string>> Headers = new(
        "headers", "Headers that each post carries, such as Authorization.",
        new MapSpec<string>(Scalars.Text("the value of a header, in one line", HeaderValue()), HeaderName(), "an object of header names and values"), "{}");

    public static readonly Key<ImmutableArray<string>> Actions = new(
        "actions", "ARNs of alarm actions that this webhook stands for: an alarm with one of them in AlarmActions, OKActions or InsufficientDataActions posts here.",
        new ListSpec<string>(Scalars.Text("an ARN", Arn()), "a list of ARNs"), "[]");

    public static readonly Key<bool> HealthEvents = new(
        "healthEvents", "Whether health events are posted here: created, updated, closed.", Scalars.Boolean(), "true");

    /// <summary>A webhook.</summary>
    public static readonly SectionSpec<WebhookConfiguration> Spec = new(
        [Url, Headers, Actions, HealthEvents],
        section => new(Url.In(section)!, Headers.In(section)!, Actions.In(section), HealthEvents.In(section)));

    private static bool ReadUrl(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttps || value.Scheme == Uri.UriSchemeHttp) && !text.Any(char.IsWhiteSpace);

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex("^[\\x20-\\x7e]{1,4096}\\z")]
    private static partial Regex HeaderValue();

    [GeneratedRegex("^arn:[^\\s]{1,1020}\\z")]
    private static partial Regex Arn();
}
