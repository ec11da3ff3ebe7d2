using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Wire;

/// <summary>Delivery of measurements (spec 4.4); an empty object where none was set.</summary>
internal sealed record LogDeliveryWire
{
    public S3ConfigWire? S3Config { get; init; }

    public static LogDeliveryWire Of(LogDelivery? delivery) => new()
    {
        S3Config = delivery is null ? null : new()
        {
            BucketName = delivery.BucketName,
            BucketPrefix = delivery.BucketPrefix,
            LogDeliveryStatus = delivery.IsEnabled is not bool enabled ? null : enabled ? LocalHealthEventsConfigWire.Enabled : LocalHealthEventsConfigWire.Disabled,
        },
    };

    public static void Check(FaultCollector faults, LogDeliveryWire? delivery)
    {
        const string Member = "internetMeasurementsLogDelivery.s3Config";
        faults.Text($"{Member}.bucketName", delivery?.S3Config?.BucketName, ModelRules.BucketName)
            .Choice($"{Member}.logDeliveryStatus", delivery?.S3Config?.LogDeliveryStatus, LocalHealthEventsConfigWire.Enabled, LocalHealthEventsConfigWire.Disabled);
    }

    public LogDelivery? ToDelivery() => S3Config is null ? null : new(
        S3Config.BucketName, S3Config.BucketPrefix, S3Config.LogDeliveryStatus is null ? null : S3Config.LogDeliveryStatus == LocalHealthEventsConfigWire.Enabled);
}

/// <summary>A bucket (spec 4.4).</summary>
internal sealed record S3ConfigWire
{
    public string? BucketName { get; init; }

    public string? BucketPrefix { get; init; }

    public string? LogDeliveryStatus { get; init; }
}
