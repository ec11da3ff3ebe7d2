namespace Isobar.Server.Simulation;

/// <summary>What `isobar simulate --score` plays.</summary>
/// <param name="Seed">Seed of the world.</param>
/// <param name="Pairs">Pairs of the world.</param>
/// <param name="FaultyDays">Days of five-minute windows with faults; 0 plays the quiet days alone.</param>
internal sealed record ScoreOptions(ulong Seed, int Pairs, int FaultyDays)
{
    /// <summary>Days of hourly sums that the baselines come from.</summary>
    public int HistoryDays { get; init; } = 28;

    /// <summary>Days of five-minute windows without faults before the others.</summary>
    public int QuietDays { get; init; } = 2;

    /// <summary>Faults for each pair and day, as a multiple of those of the gates.</summary>
    public double FaultDensity { get; init; } = 1;

    /// <summary>Whether AS paths are known to the pipeline.</summary>
    public bool PathsKnown { get; init; } = true;

    /// <summary>Whether the faults of the family that nothing was tuned on are among them.</summary>
    public bool HeldOut { get; init; }
}
