using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Keeps alarms from telling of changes.</summary>
internal sealed class DisableAlarmActions : ICloudWatchOperation
{
    private const int MostNames = 100;

    /// <inheritdoc/>
    public string Name => nameof(DisableAlarmActions);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        if (!request.Has("AlarmNames"))
        {
            throw CloudWatchFault.Missing("AlarmNames");
        }
        services.Alarms.EnableActions(request.Texts("AlarmNames", MostNames), isEnabled: false);
        return ValueTask.FromResult(new WireStructure());
    }
}
