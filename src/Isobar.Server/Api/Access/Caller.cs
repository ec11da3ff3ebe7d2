namespace Isobar.Server.Api.Access;

/// <summary>Who makes a request, and what they may do.</summary>
/// <param name="Account">The account that they act for, twelve digits.</param>
/// <param name="KeyId">Their key; null where the server runs without authentication.</param>
/// <param name="Policy">What they may do.</param>
/// <param name="KeyName">What the key is called in the list of keys; may be empty.</param>
internal sealed record Caller(string Account, string? KeyId, AccessPolicy Policy, string KeyName = "")
{
    /// <summary>The key and what it is called: to be understood also when the key is gone.</summary>
    public string Who => KeyId is null ? "anonymous" : KeyName.Length == 0 ? KeyId : $"{KeyId} ({KeyName})";

    /// <summary>Whether an action is allowed, by its name among the service's permissions, such as `internetmonitor:CreateMonitor`.</summary>
    public bool May(string action) => Policy.Allows(action);

    /// <summary>The fault of a request whose action is not allowed.</summary>
    public AccessFault Denied(string action) =>
        new(AccessFaultKind.AccessDenied, $"User: arn:aws:iam::{Account}:user/{KeyId ?? "anonymous"} is not authorized to perform: {action}");
}
