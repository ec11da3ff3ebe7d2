using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>An operation of the API, whatever the protocol.</summary>
internal interface ICloudWatchOperation
{
    /// <summary>Its name.</summary>
    string Name { get; }

    /// <summary>Answers a request.</summary>
    /// <exception cref="CloudWatchFault">It cannot be answered.</exception>
    ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request);
}
