using Isobar.Server.Configuration;

namespace Isobar.Server.Alarms;

/// <summary>What metrics, alarms and webhooks need to know of the installation.</summary>
internal sealed record AlarmSettings
{
    /// <summary>The account in ARNs.</summary>
    public required string Account { get; init; }

    /// <summary>The Region in ARNs.</summary>
    public required string Region { get; init; }

    /// <summary>Whom to tell, by name.</summary>
    public required IReadOnlyDictionary<string, WebhookConfiguration> Webhooks { get; init; }

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
        Webhooks = configuration.Webhooks,
        MetricRetentionDays = configuration.MetricRetentionDays,
    };
}
