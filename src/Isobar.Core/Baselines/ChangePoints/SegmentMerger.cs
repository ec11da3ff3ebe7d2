namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// Takes changes back, the weakest first, until all that are left pass <see cref="ChangePointRules"/>. The levels on both sides are computed anew after
/// each step, so that a burst which is not believed leaves one undivided segment and not two.
/// </summary>
internal sealed class SegmentMerger
{
    /// <summary>What fails <see cref="ChangePointRules.Differ"/> is weaker than anything that fails only by its length.</summary>
    private const double NoLevelChange = -1;
    private readonly ChangePointRules _rules;
    private readonly double[] _values;
    private readonly double[] _scratch;
    private readonly List<int> _bounds;
    private readonly List<RobustLevel> _levels;

    private SegmentMerger(ChangePointRules rules, double[] values, ReadOnlySpan<int> starts)
    {
        _rules = rules;
        _values = values;
        _scratch = new double[values.Length];
        _bounds = [0, .. starts, values.Length];
        _levels = new List<RobustLevel>(starts.Length + 1);
        for (int i = 0; i + 1 < _bounds.Count; i++)
        {
            _levels.Add(LevelOf(i));
        }
    }

    /// <summary>The changes that remain.</summary>
    public static List<ChangePoint> Merge(ChangePointRules rules, double[] values, ReadOnlySpan<int> starts)
    {
        var merger = new SegmentMerger(rules, values, starts);
        while (merger.Weakest() is int bound)
        {
            merger.Remove(bound);
        }
        var changes = new List<ChangePoint>(merger._levels.Count - 1);
        for (int i = 1; i < merger._levels.Count; i++)
        {
            changes.Add(new ChangePoint(merger._bounds[i], values.Length - 1, merger._levels[i - 1], merger._levels[i]));
        }
        return changes;
    }

    private int? Weakest()
    {
        int? weakest = null;
        double least = 1;
        double leastShift = double.PositiveInfinity;
        for (int i = 1; i < _levels.Count; i++)
        {
            double strength = Strength(i);
            double shift = Shift(i);
            if (strength < least || (strength == least && weakest is not null && shift < leastShift))
            {
                (least, leastShift, weakest) = (strength, shift, i);
            }
        }
        return weakest;
    }

    /// <summary>1 and more is believed.</summary>
    private double Strength(int bound)
    {
        (RobustLevel before, RobustLevel after) = (_levels[bound - 1], _levels[bound]);
        double shift = Shift(bound);
        if (!_rules.Differ(before, after))
        {
            return NoLevelChange - 1 / (1 + shift);
        }
        int run = Math.Min(_bounds[bound] - _bounds[bound - 1], _bounds[bound + 1] - _bounds[bound]);
        return run / _rules.RequiredRun(shift, Math.Min(before.Spread, after.Spread));
    }

    private double Shift(int bound) => Math.Abs(_levels[bound].Median - _levels[bound - 1].Median);

    private void Remove(int bound)
    {
        _bounds.RemoveAt(bound);
        _levels.RemoveAt(bound);
        _levels[bound - 1] = LevelOf(bound - 1);
    }

    private RobustLevel LevelOf(int segment) => RobustLevel.Of(_values.AsSpan(_bounds[segment].._bounds[segment + 1]), _scratch);
}
