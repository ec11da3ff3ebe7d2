using System.Text.Json;
using Isobar.Core.Alarms;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Sets the state of an alarm until its next evaluation: a test of its actions.</summary>
internal sealed class SetAlarmState : ICloudWatchOperation
{
    /// <inheritdoc/>
    public string Name => nameof(SetAlarmState);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string name = request.Required("AlarmName", 1, 255);
        string state = request.Choice("StateValue", ["OK", "ALARM", "INSUFFICIENT_DATA"]) ?? throw CloudWatchFault.Missing("StateValue");
        string reason = request.Text("StateReason") ?? throw CloudWatchFault.Missing("StateReason");
        string? data = request.Text("StateReasonData");
        if (reason.Length > 1023 || data?.Length > 4000)
        {
            throw CloudWatchFault.Validation("StateReason must have at most 1023 characters, StateReasonData at most 4000.");
        }
        if (data is not null && !IsJson(data))
        {
            throw CloudWatchFault.InvalidFormat("StateReasonData must be JSON.");
        }
        return services.Alarms.SetState(name, AlarmNames.ReadState(state)!.Value, reason, data)
            ? ValueTask.FromResult(new WireStructure())
            : throw CloudWatchFault.NotFound($"Unknown alarm: {name}");
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
