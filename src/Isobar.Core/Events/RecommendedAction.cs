namespace Isobar.Core.Events;

/// <summary>What to do about an event, in words.</summary>
/// <param name="Kind">The kind of action.</param>
/// <param name="Text">One or two sentences.</param>
/// <param name="TicketSubject">Subject line of the ticket; null where there is none to open.</param>
/// <param name="TicketText">The ticket, ready to send, with the evidence; null where there is none to open.</param>
public sealed record RecommendedAction(RecommendedActionKind Kind, string Text, string? TicketSubject = null, string? TicketText = null);
