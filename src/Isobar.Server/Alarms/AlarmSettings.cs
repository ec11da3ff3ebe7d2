using Isobar.Server.Configuration;

namespace Isobar.Server.Alarms;

/// <summary>What metrics, alarms and webhooks need to know of the installation.</summary>
internal sealed record AlarmSettings
{
    /// <summary>The account in ARNs.</summary>
    public required string Account { get; init; }

    /// <summary>The Region in ARNs.</summary>
    public required string Region { get; init; }

    /// <summary>Whom to tell; the configuration may change it while the server runs.</summary>
    public required WebhookBook WebhookBook { get; init; }

    /// <summary>Whom to tell now, by name.</summary>
    public IReadOnlyDictionary<string, WebhookConfiguration> Webhooks => WebhookBook.Current;

    /// <summary>How long points of metrics are kept, days.</summary>
    public int MetricRetentionDays { get; init; } = 455;

    /// <summary>How long the history of alarms is kept, days (spec 16.2).</summary>
    public int HistoryRetentionDays { get; init; } = 14;

    /// <summary>The webhooks that an action's ARN stands for, in ordinal order.</summary>
    public IEnumerable<string> WebhooksFor(string action) =>
        Webhooks.Where(webhook => webhook.Value.Actions.Contains(action)).Select(webhook => webhook.Key).Order(StringComparer.Ordinal);

    /// <summary>What the configuration says of it.</summary>
    public static AlarmSettings Of(IsobarConfiguration configuration) => new()
    {
        Account = configuration.Account,
        Region = configuration.Region,
        WebhookBook = new(configuration.Webhooks),
        MetricRetentionDays = configuration.MetricRetentionDays,
    };
}
