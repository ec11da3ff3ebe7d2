using Isobar.Simulator.Faults;
using Isobar.Simulator.Nuisances;

namespace Isobar.Simulator.Drawing;

/// <summary>Which faults and nuisances act on which stream in one period. Most streams have none, so making and clearing costs what there is.</summary>
internal sealed class EffectChains
{
    private readonly int[] _heads;
    private readonly List<StreamEffect> _links = [];
    private readonly List<int> _touched = [];

    /// <param name="streams">Number of streams.</param>
    public EffectChains(int streams)
    {
        _heads = new int[streams];
        Array.Fill(_heads, -1);
    }

    /// <summary>Index of a stream's first link, or -1.</summary>
    public int HeadOf(int stream) => _heads[stream];

    /// <summary>A link.</summary>
    public StreamEffect this[int link] => _links[link];

    /// <summary>Links all that acts in a period.</summary>
    public void Link(IReadOnlyList<Fault> faults, IReadOnlyList<Nuisance> nuisances, in DrawPeriod period)
    {
        foreach (int stream in _touched)
        {
            _heads[stream] = -1;
        }
        _touched.Clear();
        _links.Clear();
        // Faults are prepended after nuisances, the last first, so that each chain lists faults in order and then nuisances.
        for (int i = nuisances.Count - 1; i >= 0; i--)
        {
            double overlap = nuisances[i].OverlapOf(period.StartSeconds, period.Seconds);
            if (overlap > 0)
            {
                foreach (NuisanceTarget target in nuisances[i].Targets)
                {
                    Prepend(target.Stream, new(_heads[target.Stream], -1, i, overlap, target.FromPair));
                }
            }
        }
        for (int i = faults.Count - 1; i >= 0; i--)
        {
            double overlap = faults[i].OverlapOf(period.StartSeconds, period.Seconds);
            if (overlap > 0)
            {
                foreach ((int stream, float coverage) in faults[i].Streams)
                {
                    Prepend(stream, new(_heads[stream], i, -1, overlap * coverage * faults[i].Spec.Share, -1));
                }
            }
        }
    }

    private void Prepend(int stream, in StreamEffect link)
    {
        if (_heads[stream] < 0)
        {
            _touched.Add(stream);
        }
        _heads[stream] = _links.Count;
        _links.Add(link);
    }
}
