namespace Isobar.Storage.Notes;

/// <summary>What somebody made of a health event: took notice of it, or silenced it.</summary>
/// <param name="MonitorName">Its monitor.</param>
/// <param name="EventId">The event.</param>
/// <param name="Kind">Which of the two: see the constants.</param>
/// <param name="User">Who.</param>
/// <param name="At">When, Unix seconds.</param>
/// <param name="Until">Until when it holds; null for as long as the event lasts.</param>
/// <param name="Note">What they had to say.</param>
public sealed record EventMarkRow(string MonitorName, string EventId, string Kind, string User, long At, long? Until, string Note)
{
    /// <summary>Somebody has taken notice.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Nobody is told of it.</summary>
    public const string Silenced = "silenced";
}
