using System.Numerics;

namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// Follows a series against its baseline and tells when it is raised for long enough to matter, with hysteresis: it takes some agreeing values to open an
/// episode, and a longer run of good ones to close it. Its state is a few words, its clock the times it is given.
/// </summary>
public sealed class EpisodeTracker
{
    private const int LongestAgreeing = 8;
    private const int LongestWindow = 32;
    private readonly EpisodeRules _rules;
    private readonly double[] _rises;
    private uint _raised;
    private int _risen;
    private long _firstRaised;
    private long _firstGood;
    private int _good;

    /// <param name="rules">What opens and closes an episode.</param>
    public EpisodeTracker(EpisodeRules rules)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Agreeing, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Agreeing, LongestAgreeing);
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.Window, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rules.Window, LongestWindow);
        ArgumentOutOfRangeException.ThrowIfLessThan(rules.GoodToClose, 1);
        _rules = rules;
        _rises = new double[rules.Agreeing];
    }

    /// <summary>Whether an episode is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>First raised value of the open episode, or of the last one; the time it was given.</summary>
    public long StartedAt { get; private set; }

    /// <summary>When the open or last episode was opened: the value that made it certain.</summary>
    public long OpenedAt { get; private set; }

    /// <summary>First good value after the last episode; only once it is closed.</summary>
    public long EndedAt { get; private set; }

    /// <summary>Takes the next value.</summary>
    /// <param name="time">Its time, in any unit that rises.</param>
    /// <param name="value">Round-trip time, milliseconds. NaN or not positive says nothing: it opens and closes nothing.</param>
    /// <param name="baseline">What is usual now, milliseconds. NaN while there is none: then nothing opens.</param>
    public EpisodeStep Add(long time, double value, double baseline)
    {
        if (!(value > 0) || !(baseline > 0))
        {
            return EpisodeStep.None;
        }
        double rise = value - baseline;
        bool raised = rise > _rules.MarginOver(baseline);
        Remember(time, raised, rise);
        return IsOpen ? Follow(time, raised) : Open(time);
    }

    private void Remember(long time, bool raised, double rise)
    {
        if (raised)
        {
            // A run of raised values begins anew once a whole window was good.
            _firstRaised = InWindow == 0 ? time : _firstRaised;
            _rises[_risen % _rises.Length] = rise;
            _risen = _risen + 1 < 2 * _rises.Length ? _risen + 1 : _rises.Length;
        }
        else
        {
            _risen = 0;
        }
        _raised = unchecked(_raised << 1) | (raised ? 1u : 0u);
    }

    private EpisodeStep Open(long time)
    {
        if (!Agree() && InWindow < _rules.RaisedOfWindow)
        {
            return EpisodeStep.None;
        }
        IsOpen = true;
        StartedAt = _firstRaised;
        OpenedAt = time;
        _good = 0;
        return EpisodeStep.Opened;
    }

    private EpisodeStep Follow(long time, bool raised)
    {
        if (raised)
        {
            _good = 0;
            return EpisodeStep.None;
        }
        _firstGood = _good == 0 ? time : _firstGood;
        _good++;
        if (_good < _rules.GoodToClose)
        {
            return EpisodeStep.None;
        }
        IsOpen = false;
        EndedAt = _firstGood;
        _raised = 0;
        return EpisodeStep.Closed;
    }

    private int InWindow => BitOperations.PopCount(_rules.Window == LongestWindow ? _raised : _raised & ((1u << _rules.Window) - 1));

    private bool Agree()
    {
        if (_risen < _rises.Length)
        {
            return false;
        }
        double least = double.PositiveInfinity;
        double most = 0;
        foreach (double rise in _rises)
        {
            least = Math.Min(least, rise);
            most = Math.Max(most, rise);
        }
        return least >= _rules.Agreement * most;
    }
}
