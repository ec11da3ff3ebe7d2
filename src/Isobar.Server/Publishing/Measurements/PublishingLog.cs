namespace Isobar.Server.Publishing.Measurements;

/// <summary>What the delivery of measurements tells an operator.</summary>
internal static partial class PublishingLog
{
    [LoggerMessage(60, LogLevel.Warning, "measurements of {monitor} are not delivered to {output}, the next attempt follows in {delaySeconds:0} s: {fault}")]
    public static partial void MeasurementsWait(this ILogger log, string monitor, string output, double delaySeconds, string fault);

    [LoggerMessage(61, LogLevel.Information, "measurements of {monitor} are delivered to {output} again")]
    public static partial void MeasurementsGoOn(this ILogger log, string monitor, string output);

    [LoggerMessage(62, LogLevel.Error, "measurements of {monitor} for {output} waited too long: {windows} times five minutes are skipped")]
    public static partial void MeasurementsSkipped(this ILogger log, string monitor, string output, long windows);

    [LoggerMessage(63, LogLevel.Error, "the delivery of measurements failed, it goes on in a moment")]
    public static partial void DeliveryBroke(this ILogger log, Exception fault);
}
