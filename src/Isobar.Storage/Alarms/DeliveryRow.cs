namespace Isobar.Storage.Alarms;

/// <summary>A message that waits to be delivered. It is stored together with what it tells of, and goes when its delivery is settled: so it is sent at least once.</summary>
/// <param name="Webhook">Name of the webhook that gets it.</param>
/// <param name="Kind">`alarm` or `health-event`.</param>
/// <param name="AlarmName">The alarm in whose history the delivery is recorded; empty where it is about none.</param>
/// <param name="Action">The action's ARN of an alarm; of a health event, its own ARN.</param>
/// <param name="CreatedAt">When it was written, Unix milliseconds.</param>
/// <param name="Body">The message.</param>
/// <param name="Id">Its number, rising with time; 0 before it is stored.</param>
public sealed record DeliveryRow(string Webhook, string Kind, string AlarmName, string Action, long CreatedAt, string Body, long Id = 0);
