namespace Isobar.Server.Publishing.Measurements;

/// <summary>How often and how long measurements are tried to be delivered.</summary>
internal sealed record PublishingOptions
{
    /// <summary>How long one object may take: half a million city-networks are some 30 MB.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Delay before the second attempt; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest delay.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Five minutes of a monitor that wait at most for an output that is away; older ones are skipped, and counted. Three days: a long weekend.</summary>
    public int WindowsKept { get; init; } = 3 * 24 * 12;

    /// <summary>How often the store is asked for what is due.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);
}
