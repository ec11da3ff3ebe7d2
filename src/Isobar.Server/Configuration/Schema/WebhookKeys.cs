using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a webhook.</summary>
internal static partial class WebhookKeys
{
    public static readonly Key<Uri> Url = new(
        "url", "Where messages are posted, as JSON.", Scalars.HttpAddress())
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

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex("^[\\x20-\\x7e]{1,4096}\\z")]
    private static partial Regex HeaderValue();

    [GeneratedRegex("^arn:[^\\s]{1,1020}\\z")]
    private static partial Regex Arn();
}
