namespace Isobar.Server.Alarms;

/// <summary>How deliveries to one webhook go.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Delivered">Messages delivered since the start.</param>
/// <param name="Failed">Messages given up since the start.</param>
/// <param name="Waiting">Messages that are stored and on their way.</param>
internal sealed record WebhookStatus(string Name, long Delivered, long Failed, long Waiting);
