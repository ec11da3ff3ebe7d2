using System.Globalization;
using System.Text.RegularExpressions;

namespace Isobar.Server.Tests.Hosting;

/// <summary>
/// A strict reader of Prometheus' text format, after its description: each metric has one HELP and one TYPE before its samples, samples of a metric stand together,
/// no sample is there twice, label values are escaped, histograms are cumulative and complete.
/// </summary>
internal sealed partial class PrometheusPage
{
    private static readonly string[] s_types = ["counter", "gauge", "histogram"];

    private readonly Dictionary<string, double> _samples = new(StringComparer.Ordinal);

    /// <summary>Type by name of metric.</summary>
    public Dictionary<string, string> Types { get; } = new(StringComparer.Ordinal);

    /// <summary>Value by name and labels, as written.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public static PrometheusPage Read(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        PrometheusPage page = new();
        string? helped = null, current = null;
        foreach (string line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("# HELP ", StringComparison.Ordinal))
            {
                helped = line.Split(' ')[2];
                Assert.False(page.Types.ContainsKey(helped), $"{helped} has two HELP lines");
                Assert.Matches(@"^# HELP [a-z_]+ [^\n]*[^ ]$", line);
            }
            else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
            {
                string[] words = line.Split(' ');
                Assert.Equal(4, words.Length);
                Assert.Equal(helped, words[2]);
                Assert.Contains(words[3], s_types);
                current = words[2];
                page.Types.Add(current, words[3]);
                Assert.Equal(words[3] == "counter", current.EndsWith("_total", StringComparison.Ordinal));
            }
            else
            {
                page.AddSample(line, current);
            }
        }
        page.CheckHistograms();
        return page;
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\\n]|\\["\\n])*")*\})? (?<value>\S+)$""")]
    private static partial Regex SampleLine();

    private void AddSample(string line, string? metric)
    {
        Match match = SampleLine().Match(line);
        Assert.True(match.Success, $"no sample: {line}");
        Assert.NotNull(metric);
        string name = match.Groups["name"].Value;
        bool belongs = Types[metric] == "histogram" ? name == $"{metric}_bucket" || name == $"{metric}_sum" || name == $"{metric}_count" : name == metric;
        Assert.True(belongs, $"{name} stands under {metric}");
        double value = double.Parse(match.Groups["value"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        Assert.True(_samples.TryAdd(name + match.Groups["labels"].Value, value), $"{line} is there twice");
        Assert.True(Types[metric] == "gauge" || value >= 0, line);
    }

    private void CheckHistograms()
    {
        foreach (string metric in Types.Where(type => type.Value == "histogram").Select(type => type.Key))
        {
            double[] buckets = [.. _samples.Where(sample => sample.Key.StartsWith($"{metric}_bucket{{le=", StringComparison.Ordinal)).Select(sample => sample.Value)];
            Assert.Equal(buckets.Order(), buckets);
            Assert.Equal(_samples[$"{metric}_count"], _samples[$"{metric}_bucket{{le=\"+Inf\"}}"]);
            Assert.Contains($"{metric}_sum", _samples.Keys);
        }
    }
}
