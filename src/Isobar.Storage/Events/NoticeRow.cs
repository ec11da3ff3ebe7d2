namespace Isobar.Storage.Events;

/// <summary>How a message about a health event ended, or that it still waits.</summary>
/// <param name="EventArn">The event.</param>
/// <param name="Webhook">Who gets it.</param>
/// <param name="At">When it ended, or was written, Unix seconds.</param>
/// <param name="State">`waiting`, `delivered`, `failed` or `silenced`.</param>
/// <param name="Detail">Why it failed or was held back; empty where there is nothing to say.</param>
public sealed record NoticeRow(string EventArn, string Webhook, long At, string State, string Detail);
