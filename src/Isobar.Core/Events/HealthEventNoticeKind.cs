namespace Isobar.Core.Events;

/// <summary>What people are told about an event, as opposed to systems.</summary>
public enum HealthEventNoticeKind : byte
{
    /// <summary>It is going on, and old enough to be worth a mail.</summary>
    Opened,

    /// <summary>It is over and has stayed so for a while.</summary>
    Resolved,
}
