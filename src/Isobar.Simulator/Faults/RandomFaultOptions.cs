namespace Isobar.Simulator.Faults;

/// <summary>
/// How many random faults of which class. The defaults are for a world of 10,000 pairs and seven days: enough of each class for the gates of the statistical design
/// (section 12), and 60 % of all faults of at most five minutes, 8 % longer than two hours.
/// </summary>
/// <param name="StartSeconds">No fault starts before, Unix seconds.</param>
/// <param name="EndSeconds">No fault ends after.</param>
public sealed record RandomFaultOptions(long StartSeconds, long EndSeconds)
{
    /// <summary>Faults of single pairs with 50 effective votes a window or more, share 0.4 or more, half an hour or longer.</summary>
    public int ClearPairFaults { get; init; } = 64;

    /// <summary>Faults of paths, transit networks, client networks, cities, zones, families and locations that touch six pairs or more.</summary>
    public int SharedFaults { get; init; } = 56;

    /// <summary>Slight rises (share 0.1 to 0.3) of a location, a transit network or a country.</summary>
    public int WideSlightFaults { get; init; } = 26;

    /// <summary>Faults of the service itself: errors, or late answers without a change of the network.</summary>
    public int ServiceFaults { get; init; } = 14;

    /// <summary>Single pairs of any size and share, five minutes or shorter.</summary>
    public int ShortFaults { get; init; } = 260;

    /// <summary>Whether faults of the held-out family are among the shared ones. For gates alone.</summary>
    public bool IncludeHeldOut { get; init; }

    /// <summary>A pair is left alone this long between two faults, seconds, so that each is seen for itself: an event needs time to close, and baselines to look normal.</summary>
    public int RecoverySeconds { get; init; } = 3600;

    /// <summary>Tries to find a place for a fault before it is left out.</summary>
    public int Tries { get; init; } = 400;
}
