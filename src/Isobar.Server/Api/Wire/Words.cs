using System.Globalization;
using Isobar.Core.Events;
using Isobar.Core.Monitors;

namespace Isobar.Server.Api.Wire;

/// <summary>The words and times of the model (spec 1.3, 2.1, 4.1).</summary>
internal static class Words
{
    public const string Active = "ACTIVE", Inactive = "INACTIVE", Resolved = "RESOLVED", Availability = "AVAILABILITY", Performance = "PERFORMANCE";

    public static string Of(MonitorStatus status) => status switch
    {
        MonitorStatus.Pending => "PENDING",
        MonitorStatus.Active => Active,
        MonitorStatus.Inactive => Inactive,
        _ => "ERROR",
    };

    public static string Of(ProcessingStatus status) => status switch
    {
        ProcessingStatus.Ok => "OK",
        ProcessingStatus.CollectingData => "COLLECTING_DATA",
        ProcessingStatus.InsufficientData => "INSUFFICIENT_DATA",
        ProcessingStatus.Inactive => Inactive,
        ProcessingStatus.FaultService => "FAULT_SERVICE",
        _ => "FAULT_ACCESS_CLOUDWATCH",
    };

    public static string InfoOf(ProcessingStatus status) => status switch
    {
        ProcessingStatus.Ok => "The monitor is actively processing data.",
        ProcessingStatus.CollectingData => "The monitor is OK and is collecting data points to produce insights.",
        ProcessingStatus.InsufficientData => "The monitor is processing data, but there is too little traffic to produce insights for most of it.",
        ProcessingStatus.Inactive => "The monitor is inactive and processes no data.",
        ProcessingStatus.FaultService => "The server cannot process data at present; its log says why.",
        _ => "Logs or metrics cannot be written; the server's log says why.",
    };

    public static string Of(EventStatus status) => status == EventStatus.Active ? Active : Resolved;

    public static string Of(HealthEventImpactType type) => type switch
    {
        HealthEventImpactType.Availability => Availability,
        HealthEventImpactType.Performance => Performance,
        HealthEventImpactType.LocalAvailability => "LOCAL_AVAILABILITY",
        _ => "LOCAL_PERFORMANCE",
    };

    /// <summary>A time, ISO 8601 in UTC.</summary>
    public static string Time(long unixSeconds) =>
        DateTimeOffset.FromUnixTimeSeconds(unixSeconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a time: ISO 8601, without an offset as UTC, or Unix seconds. Parts of a second are cut.</summary>
    public static bool TryReadTime(string text, out long unixSeconds)
    {
        if (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && Math.Abs(seconds) < 1e11)
        {
            unixSeconds = (long)Math.Floor(seconds);
            return true;
        }
        bool isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time);
        unixSeconds = isTime ? time.ToUnixTimeSeconds() : 0;
        return isTime;
    }
}
