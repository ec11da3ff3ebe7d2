using Isobar.Core.Alarms;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Alarms;

/// <summary>What a change of an alarm stores: the alarm, what is told of it in its history, and the messages that its actions send.</summary>
/// <param name="Alarm">The alarm as it is from now on.</param>
/// <param name="History">What happened.</param>
/// <param name="Deliveries">Messages to send.</param>
internal sealed record AlarmChange(MetricAlarm Alarm, IReadOnlyList<AlarmHistoryRow> History, IReadOnlyList<DeliveryRow> Deliveries);
