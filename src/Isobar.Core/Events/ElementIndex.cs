using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Which aggregates hold a pair. Made in one pass over their lists: asking each list for each pair would be too slow when a whole location fails.</summary>
internal sealed class ElementIndex
{
    private readonly bool[] _isOpened;
    private readonly int[] _smallest;

    public ElementIndex(HealthMap map, HealthMetric metric)
    {
        _isOpened = new bool[map.Health.Length];
        _smallest = new int[map.Health.Length];
        Array.Fill(_smallest, -1);
        for (int i = 0; i < map.Elements.Count; i++)
        {
            ElementHealth element = map.Elements[i];
            if (element.Metric != metric)
            {
                continue;
            }
            foreach (int pair in element.Pairs)
            {
                _isOpened[pair] |= element.Health.OpenedBy != OpeningPath.None;
                bool isSmaller = _smallest[pair] < 0 || element.Pairs.Count < map.Elements[_smallest[pair]].Pairs.Count;
                _smallest[pair] = isSmaller ? i : _smallest[pair];
            }
        }
    }

    /// <summary>Whether one of the aggregates of a pair opened by a path.</summary>
    public bool IsOpened(int pair) => pair >= 0 && pair < _isOpened.Length && _isOpened[pair];

    /// <summary>Index of the aggregate with fewest pairs that holds this one, or -1.</summary>
    public int SmallestOf(int pair) => pair >= 0 && pair < _smallest.Length ? _smallest[pair] : -1;
}
