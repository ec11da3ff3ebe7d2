namespace Isobar.Server.Alarms;

/// <summary>What alarms and webhooks tell an operator.</summary>
internal static partial class AlarmLog
{
    [LoggerMessage(40, LogLevel.Error, "alarms: not all could be evaluated, they are due again in ten seconds: {fault}")]
    public static partial void EvaluationFailed(this ILogger log, string fault);

    [LoggerMessage(41, LogLevel.Warning, "webhook {webhook}: attempt {attempt} failed, the next follows in {delaySeconds:0.0} s: {fault}")]
    public static partial void DeliveryRetried(this ILogger log, string webhook, int attempt, double delaySeconds, string fault);

    [LoggerMessage(42, LogLevel.Error, "webhook {webhook}: a message of kind {kind} was given up: {fault}")]
    public static partial void DeliveryFailed(this ILogger log, string webhook, string kind, string fault);

    [LoggerMessage(43, LogLevel.Error, "webhook {webhook}: the store failed, deliveries go on in {delaySeconds:0} s: {fault}")]
    public static partial void DeliveryStoreFailed(this ILogger log, string webhook, double delaySeconds, string fault);

    [LoggerMessage(44, LogLevel.Error, "api: {operation} failed")]
    public static partial void OperationFailed(this ILogger log, Exception fault, string operation);
}
