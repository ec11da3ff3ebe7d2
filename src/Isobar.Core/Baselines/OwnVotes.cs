namespace Isobar.Core.Baselines;

/// <summary>What a stratum's own history says of failures.</summary>
internal struct OwnVotes
{
    /// <summary>Votes.</summary>
    public long Votes;

    /// <summary>Votes that failed by network, outages cut down.</summary>
    public long NetworkFailed;

    /// <summary>Votes that failed by service, likewise.</summary>
    public long ServiceFailed;

    /// <summary>Days with votes, one bit each.</summary>
    public uint DayMask;
}
