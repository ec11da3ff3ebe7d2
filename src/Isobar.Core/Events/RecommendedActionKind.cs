namespace Isobar.Core.Events;

/// <summary>What the people who run the application can do about an event (section 10 of the statistical design).</summary>
public enum RecommendedActionKind : byte
{
    /// <summary>Nothing for now; the text says what would make it clear.</summary>
    Wait,

    /// <summary>Inspect the service, or roll its last change back.</summary>
    InspectService,

    /// <summary>Serve from another zone or location.</summary>
    ShiftTraffic,

    /// <summary>Open a ticket with the network that is at fault.</summary>
    OpenTicket,
}
