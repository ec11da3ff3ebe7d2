using System.Collections.Immutable;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>Brings the blames of all channels together.</summary>
internal static class BlameMerging
{
    /// <summary>
    /// One blame for each metric and element, in order. An element that is blamed in two channels of a metric keeps the surer answer, for the pairs of both.
    /// </summary>
    public static ImmutableArray<Blame> OnePerElement(IEnumerable<Blame> blames)
    {
        List<Blame> merged = [];
        foreach (IGrouping<(HealthMetric Metric, NetworkElement Element), Blame> group in blames.GroupBy(blame => (blame.Metric, blame.Element)))
        {
            if (group.Count() == 1)
            {
                merged.Add(group.First());
                continue;
            }
            Dictionary<int, float> nats = [];
            foreach (Blame blame in group)
            {
                for (int i = 0; i < blame.PairNats.Length; i++)
                {
                    nats[blame.Pairs[i]] = Math.Max(blame.PairNats[i], nats.GetValueOrDefault(blame.Pairs[i], float.MinValue));
                }
            }
            ImmutableArray<int> pairs = [.. group.SelectMany(blame => blame.Pairs).Distinct().Order()];
            Blame surest = group.OrderByDescending(blame => blame.Verdict).ThenByDescending(blame => blame.Confidence).First();
            merged.Add(surest with
            {
                Pairs = pairs,
                PairNats = [.. pairs.Select(pair => nats.GetValueOrDefault(pair))],
                Nats = group.Sum(blame => blame.Nats),
                Since = group.Min(blame => blame.Since),
                OpenedBy = group.Max(blame => blame.OpenedBy),
            });
        }
        merged.Sort((left, right) => left.Metric != right.Metric ? left.Metric.CompareTo(right.Metric) : left.Element.CompareTo(right.Element));
        return [.. merged];
    }
}
