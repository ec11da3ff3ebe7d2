namespace Isobar.Server.Alarms;

/// <summary>How often and how long messages are tried.</summary>
internal sealed record WebhookOptions
{
    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Delay before the second attempt; it doubles with each.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A message older than this is tried once more and then given up: an hour, as the service's topics do it by default.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How often the store is asked for messages that nobody announced.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(5);
}
