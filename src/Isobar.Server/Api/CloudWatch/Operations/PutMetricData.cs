using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;
using Isobar.Storage;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Takes points of metrics; they are durable when it answers.</summary>
internal sealed class PutMetricData : ICloudWatchOperation
{
    private const int MostData = 1000, MostValues = 150;
    private const long TwoWeeksMillis = 14L * 86_400_000, TwoHoursMillis = 2L * 3_600_000;

    // Values are doubles, but only up to 2 to the power of 360 (spec 16.2), so that sums stay finite.
    private static readonly double s_largest = Math.Pow(2, 360);

    /// <inheritdoc/>
    public string Name => nameof(PutMetricData);

    /// <inheritdoc/>
    public async ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string metricNamespace = MetricMembers.Namespace(request) ?? throw CloudWatchFault.Missing("Namespace");
        if (metricNamespace.StartsWith("AWS/", StringComparison.Ordinal))
        {
            throw CloudWatchFault.InvalidValue("The value AWS/ for parameter Namespace is invalid: it is reserved for what the server publishes itself.");
        }
        IReadOnlyList<RequestMembers> data = request.Structures("MetricData", MostData);
        RequestMembers[] entities = [.. request.Structures("EntityMetricData", MostData).SelectMany(entity => entity.Structures("MetricData", MostData))];
        if (data.Count + entities.Length is 0 or > MostData)
        {
            throw data.Count + entities.Length == 0 ? CloudWatchFault.Missing("MetricData") : CloudWatchFault.InvalidValue("A request has at most 1000 metrics.");
        }
        var batch = new MetricBatch();
        foreach (RequestMembers datum in data.Concat(entities))
        {
            Add(batch, metricNamespace, datum, services.NowMillis);
        }
        try
        {
            await services.Metrics.AddAsync(batch);
        }
        catch (StorageException fault)
        {
            throw CloudWatchFault.Other("InternalServiceFault", "InternalServiceError", 500, fault.Message);
        }
        return new WireStructure();
    }

    private static void Add(MetricBatch batch, string metricNamespace, RequestMembers datum, long nowMillis)
    {
        var metric = new MetricIdentity(metricNamespace, datum.Required("MetricName", 1, 255), MetricMembers.Dimensions(datum));
        string unit = MetricMembers.Unit(datum) ?? "None";
        if (datum.Integer("StorageResolution", 1, 60) is int resolution and not (1 or 60))
        {
            throw CloudWatchFault.InvalidValue(string.Create(CultureInfo.InvariantCulture, $"The value {resolution} for parameter StorageResolution is invalid: 1 or 60 is required."));
        }
        long time = datum.Time("Timestamp") ?? nowMillis;
        if (time < nowMillis - TwoWeeksMillis || time > nowMillis + TwoHoursMillis)
        {
            throw CloudWatchFault.InvalidValue($"The Timestamp of {metric.Name} must lie between two weeks ago and two hours from now.");
        }
        double? single = datum.Number("Value");
        RequestMembers? set = datum.Structure("StatisticValues");
        IReadOnlyList<double> values = datum.Numbers("Values", MostValues);
        if ((single is null ? 0 : 1) + (set is null ? 0 : 1) + (values.Count == 0 ? 0 : 1) != 1)
        {
            throw CloudWatchFault.InvalidCombination($"The metric {metric.Name} must have exactly one of Value, Values and StatisticValues.");
        }
        (StatisticSet samples, byte[] distribution) = single is double value ? (StatisticSet.Of(Checked(value)), [])
            : set is not null ? (Set(set), [])
            : Distribution(values, datum.Numbers("Counts", MostValues), metric.Name);
        if (samples.SampleCount > 0)
        {
            batch.Add(metric, unit, time / 1000, samples, distribution);
        }
    }

    private static StatisticSet Set(RequestMembers set)
    {
        double Read(string name) => Checked(set.Number(name) ?? throw CloudWatchFault.Missing($"StatisticValues.{name}"));
        var samples = new StatisticSet(Read("SampleCount"), Read("Sum"), Read("Minimum"), Read("Maximum"));
        return samples.SampleCount < 0 || samples.Minimum > samples.Maximum
            ? throw CloudWatchFault.InvalidValue("StatisticValues must have a SampleCount from 0, and a Minimum that is not above its Maximum.")
            : samples;
    }

    private static (StatisticSet, byte[]) Distribution(IReadOnlyList<double> values, IReadOnlyList<double> counts, string name)
    {
        if (counts.Count > 0 && counts.Count != values.Count)
        {
            throw CloudWatchFault.InvalidValue($"Values and Counts of {name} must be of the same length.");
        }
        var weighed = new List<WeighedValue>(values.Count);
        StatisticSet samples = default;
        for (int i = 0; i < values.Count; i++)
        {
            (double value, double count) = (Checked(values[i]), counts.Count > 0 ? Checked(counts[i]) : 1);
            if (count < 0)
            {
                throw CloudWatchFault.InvalidValue($"The Counts of {name} must not be negative.");
            }
            if (count > 0)
            {
                weighed.Add(new(value, count));
                samples = samples.Plus(new(count, value * count, value, value));
            }
        }
        return (samples, weighed.Count > 1 ? MetricDistribution.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(weighed)) : []);
    }

    private static double Checked(double value) => Math.Abs(value) <= s_largest
        ? value
        : throw CloudWatchFault.InvalidValue("Values must be finite numbers between -2^360 and 2^360.");
}
