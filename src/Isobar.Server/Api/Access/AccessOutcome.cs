using System.Diagnostics.CodeAnalysis;

namespace Isobar.Server.Api.Access;

/// <summary>What the check of a request found: its caller, or why there is none.</summary>
/// <param name="Caller">Who it is; null with a fault.</param>
/// <param name="Fault">Why nobody is let in; null with a caller.</param>
/// <param name="Body">The body to read: what was sent, or what came in signed chunks, put together.</param>
internal sealed record AccessOutcome(Caller? Caller, AccessFault? Fault, ReadOnlyMemory<byte> Body)
{
    /// <summary>Whether there is a caller.</summary>
    [MemberNotNullWhen(true, nameof(Caller))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsAllowed => Caller is not null;

    /// <summary>A refusal.</summary>
    public static AccessOutcome Refused(AccessFaultKind kind, string message) => new(null, new AccessFault(kind, message), default);

    /// <summary>A refusal.</summary>
    public static AccessOutcome Refused(AccessFault fault) => new(null, fault, default);
}
