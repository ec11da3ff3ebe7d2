using System.Runtime.InteropServices;

namespace Isobar.Core.Insights;

/// <summary>
/// What members of a group have in common beyond the rest of the model, milliseconds: weighted mean residuals, shrunk towards zero where a group has few rows.
/// </summary>
/// <typeparam name="TKey">What tells groups apart.</typeparam>
internal sealed class EffectTable<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (double Sum, double Weight)> _sums = [];
    private readonly double _shrinkage;

    /// <param name="shrinkage">Rows that the assumption of no effect counts for.</param>
    public EffectTable(double shrinkage) => _shrinkage = shrinkage;

    /// <summary>The effect of a group; 0 where there is none.</summary>
    public double this[TKey key] => _sums.TryGetValue(key, out (double Sum, double Weight) sums) ? sums.Sum / (sums.Weight + _shrinkage) : 0;

    /// <summary>Whether the group has rows.</summary>
    public bool Knows(TKey key) => _sums.ContainsKey(key);

    /// <summary>Number of groups.</summary>
    public int Count => _sums.Count;

    /// <summary>Mean square of the effects.</summary>
    public double Variance => _sums.Count == 0 ? 0 : _sums.Keys.Average(key => this[key] * this[key]);

    /// <summary>Forgets all rows.</summary>
    public void Clear() => _sums.Clear();

    /// <summary>Adds a row's residual with its weight, 0 to 1.</summary>
    public void Add(TKey key, double residual, double weight)
    {
        ref (double Sum, double Weight) sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _);
        sums = (sums.Sum + residual * weight, sums.Weight + weight);
    }
}
