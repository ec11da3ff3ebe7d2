using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Lets alarms tell of changes.</summary>
internal sealed class EnableAlarmActions : ICloudWatchOperation
{
    private const int MostNames = 100;

    /// <inheritdoc/>
    public string Name => nameof(EnableAlarmActions);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        if (!request.Has("AlarmNames"))
        {
            throw CloudWatchFault.Missing("AlarmNames");
        }
        services.Alarms.EnableActions(request.Texts("AlarmNames", MostNames), isEnabled: true);
        return ValueTask.FromResult(new WireStructure());
    }
}
