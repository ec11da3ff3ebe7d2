using System.Globalization;
using System.Text;

namespace Isobar.Server.Hosting;

/// <summary>Writes metrics in the text format that Prometheus reads (version 0.0.4): for each metric its help and type once, then its samples.</summary>
internal sealed class PrometheusText
{
    /// <summary>The media type of the format.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a metric that only rises.</summary>
    public PrometheusText Counter(string name, string help) => Begin(name, help, "counter");

    /// <summary>Begins a metric that goes up and down.</summary>
    public PrometheusText Gauge(string name, string help) => Begin(name, help, "gauge");

    /// <summary>A sample of the metric begun last.</summary>
    public PrometheusText Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) => Line(_name, value, labels);

    /// <summary>A whole histogram without labels.</summary>
    public PrometheusText Histogram(string name, string help, DurationCounts counts)
    {
        Begin(name, help, "histogram");
        for (int i = 0; i < counts.Buckets.Count; i++)
        {
            Line($"{name}_bucket", counts.Buckets[i], ("le", Number(DurationHistogram.Bounds[i])));
        }
        Line($"{name}_bucket", counts.Count, ("le", "+Inf"));
        Line($"{name}_sum", counts.SumSeconds);
        return Line($"{name}_count", counts.Count);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private PrometheusText Begin(string name, string help, string type)
    {
        _name = name;
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal)}\n");
        _text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} {type}\n");
        return this;
    }

    private PrometheusText Line(string name, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(name);
        for (int i = 0; i < labels.Length; i++)
        {
            string escaped = labels[i].Value
                .Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(escaped).Append('"');
        }
        _text.Append(labels.Length > 0 ? "} " : " ").Append(Number(value)).Append('\n');
        return this;
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
