namespace Isobar.Core.Baselines;

/// <summary>Sums over the members of a group, while history is read.</summary>
internal sealed class ParentSums
{
    private FailureSums _network;
    private FailureSums _service;

    /// <summary>Failures by network.</summary>
    public ref readonly FailureSums Network => ref _network;

    /// <summary>Failures by service.</summary>
    public ref readonly FailureSums Service => ref _service;

    /// <summary>Votes of all members.</summary>
    public long Votes { get; private set; }

    /// <summary>Days with votes, one bit each.</summary>
    public uint VoteDays { get; private set; }

    /// <summary>Round-trip times; null without any.</summary>
    public TimesSums? Rtt { get; private set; }

    /// <summary>Times to first byte; null without any.</summary>
    public TimesSums? Ttfb { get; private set; }

    /// <summary>Adds a stratum.</summary>
    public void Add(in OwnVotes votes, OwnTimes rtt, OwnTimes ttfb, bool hasSeason)
    {
        Votes += votes.Votes;
        VoteDays |= votes.DayMask;
        _network.Add(votes.Votes, votes.NetworkFailed);
        _service.Add(votes.Votes, votes.ServiceFailed);
        if (rtt.Samples > 0)
        {
            (Rtt ??= new TimesSums()).Add(rtt, hasSeason);
        }
        if (ttfb.Samples > 0)
        {
            (Ttfb ??= new TimesSums()).Add(ttfb, hasSeason);
        }
    }
}
