using System.Text.Json.Serialization;

namespace Isobar.Core.Monitors;

/// <summary>How checkpoints of monitors are written.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true)]
[JsonSerializable(typeof(MonitorCheckpoint))]
[JsonSerializable(typeof(StoredMonitor))]
internal sealed partial class MonitorJson : JsonSerializerContext;
