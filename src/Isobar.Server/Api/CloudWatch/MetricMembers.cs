using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>Members that several operations have: names, dimensions, units, statistics, periods (spec 16.2).</summary>
internal static class MetricMembers
{
    /// <summary>Units of the service.</summary>
    public static readonly string[] Units =
    [
        "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits", "Gigabits", "Terabits",
        "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second", "Bits/Second", "Kilobits/Second",
        "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
    ];

    /// <summary>The statistics that need no distribution.</summary>
    public static readonly string[] PlainStatistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];

    private const int MostDimensions = 30, LongestPeriod = 86_400;

    /// <summary>A namespace; null where it is not there.</summary>
    public static string? Namespace(RequestMembers request)
    {
        string? text = request.Text("Namespace", 1, 255);
        return text?.StartsWith(':') == true ? throw CloudWatchFault.InvalidValue("The value of Namespace must not begin with a colon.") : text;
    }

    /// <summary>Dimensions, in the order in which they were given.</summary>
    public static ImmutableArray<MetricDimension> Dimensions(RequestMembers request)
    {
        ImmutableArray<MetricDimension> dimensions =
            [.. request.Structures("Dimensions", MostDimensions).Select(one => new MetricDimension(one.Required("Name", 1, 255), one.Required("Value", 1, 1024)))];
        return dimensions.Select(dimension => dimension.Name).Distinct(StringComparer.Ordinal).Count() == dimensions.Length
            ? dimensions
            : throw CloudWatchFault.InvalidValue("The dimensions of a metric must have different names.");
    }

    /// <summary>A unit; null where it is not there.</summary>
    public static string? Unit(RequestMembers request) => request.Choice("Unit", Units);

    /// <summary>A statistic.</summary>
    public static MetricStatistic Statistic(string text) => MetricStatistic.TryParse(text, out MetricStatistic? statistic)
        ? statistic
        : throw CloudWatchFault.InvalidValue($"The value {text} is not a statistic.");

    /// <summary>A period: 10, 20, 30 or a multiple of 60 seconds; null where it is not there.</summary>
    public static int? Period(RequestMembers request)
    {
        int? period = request.Integer("Period", 1, LongestPeriod);
        return period is null or 10 or 20 or 30 || period % 60 == 0
            ? period
            : throw CloudWatchFault.InvalidValue(string.Create(CultureInfo.InvariantCulture, $"The value {period} for parameter Period is invalid: 10, 20, 30 or a multiple of 60 is required."));
    }

    /// <summary>The entries of MetricDataQueries or Metrics.</summary>
    public static MetricDataQuery Query(RequestMembers query)
    {
        string id = query.Required("Id", 1, 255);
        if (!char.IsAsciiLetterLower(id[0]) || !id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw CloudWatchFault.InvalidValue($"The value {id} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.");
        }
        RequestMembers? stat = query.Structure("MetricStat");
        string? expression = query.Text("Expression", 1, 2048);
        if (stat is null == expression is null)
        {
            throw CloudWatchFault.InvalidCombination($"The entry {id} must have either MetricStat or Expression.");
        }
        return new(id, stat is null ? null : Stat(stat), expression, query.Text("Label"), query.Flag("ReturnData") ?? true, Period(query));
    }

    /// <summary>Writes dimensions.</summary>
    public static IEnumerable<WireStructure> Write(IEnumerable<MetricDimension> dimensions) =>
        dimensions.Select(dimension => new WireStructure().Add("Name", dimension.Name).Add("Value", dimension.Value));

    private static MetricStat Stat(RequestMembers stat)
    {
        RequestMembers metric = stat.Structure("Metric") ?? throw CloudWatchFault.Missing("MetricStat.Metric");
        string metricNamespace = Namespace(metric) ?? throw CloudWatchFault.Missing("MetricStat.Metric.Namespace");
        return new(
            new MetricIdentity(metricNamespace, metric.Required("MetricName", 1, 255), Dimensions(metric)),
            Period(stat) ?? throw CloudWatchFault.Missing("MetricStat.Period"), Statistic(stat.Required("Stat", 1, 100)), Unit(stat));
    }
}
