using System.Text.Json.Serialization;

namespace Isobar.Core.Events;

/// <summary>How the state of events is written: JSON with a version, since it is small, rarely read and worth being looked at when something is wrong.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TrackerState))]
[JsonSerializable(typeof(InternetTrackerState))]
[JsonSerializable(typeof(HealthEvent))]
[JsonSerializable(typeof(InternetEvent))]
[JsonSerializable(typeof(StoredEventGroup))]
internal sealed partial class EventJson : JsonSerializerContext;
