using System.Text.Json.Serialization;

namespace Isobar.Core.Alarms;

/// <summary>How alarms are stored.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MetricAlarm))]
internal sealed partial class AlarmJson : JsonSerializerContext;
