using System.Collections.Immutable;

namespace Isobar.Server.Configuration;

/// <summary>Somebody who is told by HTTP.</summary>
/// <param name="Url">Where messages are posted.</param>
/// <param name="Headers">Headers that each post carries, such as Authorization.</param>
/// <param name="Actions">ARNs of alarm actions that this webhook stands for.</param>
/// <param name="HealthEvents">Whether it is told of health events.</param>
public sealed record WebhookConfiguration(Uri Url, ImmutableSortedDictionary<string, string> Headers, ImmutableArray<string> Actions, bool HealthEvents);
