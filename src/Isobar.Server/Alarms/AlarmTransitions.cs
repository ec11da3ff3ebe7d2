using Isobar.Core.Alarms;
using Isobar.Server.Publishing;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Alarms;

/// <summary>What follows from an alarm's new state: history and, where the state is another, its actions.</summary>
internal sealed class AlarmTransitions(AlarmSettings settings)
{
    /// <summary>Sets a state.</summary>
    /// <param name="old">The alarm before.</param>
    /// <param name="state">The state.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="reasonData">Why, for programs.</param>
    /// <param name="nowMillis">The clock.</param>
    public AlarmChange Set(MetricAlarm old, AlarmState state, string reason, string? reasonData, long nowMillis)
    {
        MetricAlarm alarm = old.WithState(state, reason, reasonData, nowMillis);
        if (state == old.State)
        {
            return new(alarm, [], []);
        }
        List<AlarmHistoryRow> history = [AlarmHistoryText.StateChanged(old, alarm, nowMillis)];
        List<DeliveryRow> deliveries = [];
        if (alarm.Definition.ActionsEnabled)
        {
            string message = AlarmMessage.Write(alarm, old.State, settings.Account, RegionNames.LongNameOf(settings.Region));
            foreach (string action in alarm.Definition.ActionsOf(state).Distinct(StringComparer.Ordinal))
            {
                Act(alarm, action, message, nowMillis, history, deliveries);
            }
        }
        return new(alarm, history, deliveries);
    }

    private void Act(MetricAlarm alarm, string action, string message, long nowMillis, List<AlarmHistoryRow> history, List<DeliveryRow> deliveries)
    {
        string[] webhooks = [.. settings.WebhooksFor(action)];
        if (webhooks.Length == 0)
        {
            history.Add(AlarmHistoryText.Acted(
                alarm.Definition.Name, action, null, null, "no webhook of the configuration stands for this ARN", nowMillis));
        }
        deliveries.AddRange(webhooks.Select(webhook => new DeliveryRow(webhook, WebhookDispatcher.AlarmKind, alarm.Definition.Name, action, nowMillis, message)));
    }
}
