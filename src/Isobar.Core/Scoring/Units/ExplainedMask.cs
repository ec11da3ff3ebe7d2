namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Which strata an element leaves out of its sums, by metric. A pair whose drop is explained says nothing about the elements that stick out of the explanation:
/// they are tested on the rest of their members. Elements that lie within the explanation are what it is about, and keep all of theirs.
/// </summary>
internal sealed class ExplainedMask(StratumUnits strata, ElementUnits elements)
{
    /// <summary>An element lies within an explanation that holds so much of it: a few members may have had no traffic when it was made.</summary>
    private const double WithinShare = 0.9;

    private readonly MetricMask _availability = new();
    private readonly MetricMask _performance = new();

    /// <summary>Takes over what is explained, before a window is scored.</summary>
    public void Set(IReadOnlyList<ExplainedDrop> lasting)
    {
        Set(_availability, [.. lasting.Where(drop => drop.Metric == HealthMetric.Availability)]);
        Set(_performance, [.. lasting.Where(drop => drop.Metric == HealthMetric.Performance)]);
    }

    /// <summary>Whether any element leaves strata out, or did so in the last window.</summary>
    public bool IsAny => _availability.IsAny || _performance.IsAny;

    /// <summary>Whether an element leaves any stratum out.</summary>
    public bool LeavesOut(int element) => _availability.LeftOut.ContainsKey(element) || _performance.LeftOut.ContainsKey(element);

    /// <summary>Whether an element leaves more strata out than in the window before: what it has gathered is theirs too.</summary>
    public bool LeavesMoreOut(int element) => _availability.LeavesMoreOut(element) || _performance.LeavesMoreOut(element);

    /// <summary>Whether an element leaves a stratum out.</summary>
    public bool IsLeftOut(int element, int stratum, HealthMetric metric)
    {
        MetricMask mask = metric == HealthMetric.Availability ? _availability : _performance;
        return mask.LeftOut.ContainsKey(element) && mask.OwnerOf(strata.All[stratum].Pair) is var owner and >= 0 && mask.KeeperOf(element) != owner;
    }

    private void Set(MetricMask mask, ExplainedDrop[] drops)
    {
        mask.Begin(strata.Pairs.Count);
        if (drops.Length == 0)
        {
            return;
        }
        // The widest explanation of a pair speaks for it.
        int[] order = [.. Enumerable.Range(0, drops.Length).OrderByDescending(number => drops[number].Pairs.Count).ThenBy(number => number)];
        foreach (int number in order)
        {
            foreach (int pair in drops[number].Pairs)
            {
                mask.Own(pair, number);
            }
        }
        Dictionary<(int Element, int Owner), int> counts = [];
        for (int pair = 0; pair < strata.Pairs.Count; pair++)
        {
            int owner = mask.OwnerOf(pair);
            for (int stratum = owner < 0 ? -1 : strata.FirstOf(pair); stratum >= 0; stratum = strata.All[stratum].Next)
            {
                foreach (int element in elements.Of(stratum))
                {
                    counts[(element, owner)] = counts.GetValueOrDefault((element, owner)) + 1;
                }
            }
        }
        foreach (((int element, int owner), int count) in counts)
        {
            bool isWithin = count >= WithinShare * elements.All[element].Strata.Count;
            mask.Count(element, isWithin ? owner : -1, isWithin ? 0 : count);
        }
    }

    private sealed class MetricMask
    {
        private readonly Dictionary<int, int> _keepers = [];
        private Dictionary<int, int> _before = [];
        private int[] _owners = [];
        private int _pairs;

        /// <summary>Number of strata that an element leaves out.</summary>
        public Dictionary<int, int> LeftOut { get; private set; } = [];

        public bool IsAny => LeftOut.Count > 0 || _before.Count > 0;

        public int OwnerOf(int pair) => pair < _pairs ? _owners[pair] : -1;

        public int KeeperOf(int element) => _keepers.GetValueOrDefault(element, -1);

        public bool LeavesMoreOut(int element) => LeftOut.GetValueOrDefault(element) > _before.GetValueOrDefault(element);

        public void Begin(int pairs)
        {
            (_before, LeftOut) = (LeftOut, _before);
            LeftOut.Clear();
            _keepers.Clear();
            if (_owners.Length < pairs)
            {
                _owners = new int[pairs + pairs / 4];
            }
            _pairs = pairs;
            Array.Fill(_owners, -1, 0, pairs);
        }

        public void Own(int pair, int owner)
        {
            if (pair < _pairs && _owners[pair] < 0)
            {
                _owners[pair] = owner;
            }
        }

        public void Count(int element, int keeper, int leftOut)
        {
            if (keeper >= 0)
            {
                _keepers[element] = keeper;
            }
            if (leftOut > 0)
            {
                LeftOut[element] = LeftOut.GetValueOrDefault(element) + leftOut;
            }
        }
    }
}
