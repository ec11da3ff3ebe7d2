namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>A request as it was read.</summary>
/// <param name="Operation">Name of the operation.</param>
/// <param name="Members">What it says.</param>
internal sealed record WireRequest(string Operation, RequestMembers Members);
