using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Deletes alarms; those that exist go even where others do not.</summary>
internal sealed class DeleteAlarms : ICloudWatchOperation
{
    private const int MostNames = 100;

    /// <inheritdoc/>
    public string Name => nameof(DeleteAlarms);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        if (!request.Has("AlarmNames"))
        {
            throw CloudWatchFault.Missing("AlarmNames");
        }
        IReadOnlyList<string> unknown = services.Alarms.Delete(request.Texts("AlarmNames", MostNames));
        return unknown.Count == 0 ? ValueTask.FromResult(new WireStructure()) : throw CloudWatchFault.NotFound($"Unknown alarms: {string.Join(", ", unknown)}");
    }
}
