namespace Isobar.Benchmarks.Rtt;

/// <summary>How well detections answer the labels of one series, as Shao et al. (ITC 2017) count it.</summary>
internal sealed record ChangeScore
{
    /// <summary>Largest distance of a detection from its label, samples.</summary>
    public required int Window { get; init; }

    public required int Labels { get; init; }

    public required int Detections { get; init; }

    public required int Hits { get; init; }

    /// <summary>Hits / detections; null without detections.</summary>
    public double? Precision => Detections == 0 ? null : (double)Hits / Detections;

    /// <summary>Hits / labels; null without labels.</summary>
    public double? Recall => Labels == 0 ? null : (double)Hits / Labels;

    /// <summary>Recall weighted by the size of the changes; null when no label weighs anything.</summary>
    public required double? WeightedRecall { get; init; }

    /// <summary>Harmonic mean of precision and recall; 0 without a hit, null without labels.</summary>
    public double? F1 => F(Recall, 1);

    /// <summary>As F1, with recall counting four times as much.</summary>
    public double? F2 => F(Recall, 4);

    /// <summary>F2 with the weighted recall.</summary>
    public double? WeightedF2 => F(WeightedRecall, 4);

    /// <summary>From label to the sample at which its detection was known, of all hits; empty for methods that see the whole series.</summary>
    public required IReadOnlyList<long> Delays { get; init; }

    /// <summary>Scores the detections of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="detections">First samples of new segments, rising.</param>
    /// <param name="knownAt">Sample at which each detection was known; null for methods that see the whole series.</param>
    /// <param name="window">Largest distance, samples.</param>
    public static ChangeScore Of(RttSeries series, IReadOnlyList<int> detections, IReadOnlyList<long>? knownAt, int window)
    {
        List<(int Label, int Detection)> pairs = WindowMatching.Match(series.Labels, detections, window);
        double[] weights = ChangeWeights.Of(series);
        double sum = weights.Sum();
        return new ChangeScore
        {
            Window = window,
            Labels = series.Labels.Length,
            Detections = detections.Count,
            Hits = pairs.Count,
            WeightedRecall = sum > 0 ? pairs.Sum(pair => weights[pair.Label]) / sum : null,
            Delays = knownAt is null ? [] : [.. pairs.Select(pair => knownAt[pair.Detection] - series.Labels[pair.Label])],
        };
    }

    private double? F(double? recall, double weight) =>
        recall is not double r ? null : Precision is double p && p + r > 0 ? (1 + weight) * p * r / (weight * p + r) : 0;
}
