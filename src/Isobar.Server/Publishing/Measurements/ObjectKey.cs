using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Isobar.Server.Api.Monitors;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>Where the measurements of a monitor lie in a bucket (spec 8): the folders of the service, and a name that tells monitor and time.</summary>
internal static class ObjectKey
{
    private const int HashDigits = 8;

    /// <summary>The key of five minutes; the same each time.</summary>
    /// <param name="monitor">The monitor; its delivery says what keys begin with.</param>
    /// <param name="window">Start of the five minutes, Unix seconds.</param>
    public static string Of(MonitorRecord monitor, long window)
    {
        DateTime start = DateTimeOffset.FromUnixTimeSeconds(window).UtcDateTime;
        string prefix = monitor.Delivery?.BucketPrefix?.Trim('/') is { Length: > 0 } text ? $"{text}/" : "";
        string folder = string.Create(CultureInfo.InvariantCulture, $"{prefix}AWSLogs/{monitor.Account}/internetmonitor/{monitor.Region}/{start:yyyy'/'MM'/'dd}");
        string name = string.Create(
            CultureInfo.InvariantCulture, $"{monitor.Account}_internetmonitor_{monitor.Region}_{monitor.Name}_{start:yyyyMMdd'T'HHmm'Z'}_{HashOf(monitor)}.log.gz");
        return $"{folder}/{name}";
    }

    /// <summary>A monitor that takes the name of one that was deleted must not take its objects too.</summary>
    private static string HashOf(MonitorRecord monitor)
    {
        string identity = string.Create(CultureInfo.InvariantCulture, $"{monitor.Arn}\n{monitor.CreatedAt}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..HashDigits];
    }
}
