namespace Isobar.Core.Scoring;

/// <summary>The numbers of the tests, each with its reason (sections 5 to 7 of the statistical design).</summary>
public sealed record ScoringSettings
{
    /// <summary>The defaults.</summary>
    public static ScoringSettings Default { get; } = new();

    /// <summary>False openings a day that are allowed for each 500,000 tested strata; smaller installations are allowed their share.</summary>
    public double FalseOpeningsPerDay { get; init; } = 5;

    /// <summary>The smallest installation that the share is computed for: fewer strata than this are tested as strictly as this many.</summary>
    public int FewestStrata { get; init; } = 2_000;

    /// <summary>Usual shares of slow samples below this are taken as this: tails of baselines are not known better.</summary>
    public double SmallestSlowShare { get; init; } = 0.02;

    /// <summary>Traffic must fall by at least this share before missing clients count: days differ by as much without any fault.</summary>
    public double VolumeFloor { get; init; } = 0.25;

    /// <summary>A vanished client's traffic that turns up in other places of its network is a migration: from this share of the missing clients on.</summary>
    public double MigrationShare { get; init; } = 0.5;

    /// <summary>Votes from which a drop of a half is found with a probability of 0.9.</summary>
    public int FewestVotes { get; init; } = 12;

    /// <summary>Samples from which a drop of a half is found with a probability of 0.9.</summary>
    public int FewestSamples { get; init; } = 29;

    /// <summary>Expected clients from which the volume test can tell.</summary>
    public int FewestClients { get; init; } = 40;

    /// <summary>Longest time that counts are summed over where traffic is thin, seconds.</summary>
    public int LongestSpanSeconds { get; init; } = 6 * 3600;

    /// <summary>The fast path opens at this share or more.</summary>
    public double FastDrop { get; init; } = 0.5;

    /// <summary>The fast path needs this many votes or samples.</summary>
    public int FastSamples { get; init; } = 30;

    /// <summary>A window is good again when its counts are as likely as this without a fault.</summary>
    public double GoodPValue { get; init; } = 0.05;

    /// <summary>Good windows that end a run; its end is the first of them.</summary>
    public int GoodWindows { get; init; } = 2;

    /// <summary>A drop of this share must be detectable for traffic to be called testable.</summary>
    public double TestableDrop { get; init; } = 0.4;
}
