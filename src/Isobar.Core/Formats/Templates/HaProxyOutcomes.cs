using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// What HAProxy's termination state says about the outcome (configuration manual, 8.5, "Session state at disconnection"). Its first letter names who ended the
/// session, its second the phase in which it happened; the first cause decides, so a 503 after the client's abort is the client's.
/// </summary>
internal static class HaProxyOutcomes
{
    public static IReadOnlyList<OutcomeRule> Rules { get; } =
    [
        // A tarpitted request was held and refused on purpose, whoever gave up first, and HAProxy answers it with a 500.
        new(Outcome.Ok, Termination: "PT"),
        new(Outcome.Ok, Termination: "CT"),
        new(Outcome.Ok, Termination: "cT"),

        // C: the client closed; c: the client sent or took nothing for too long. In every phase.
        new(Outcome.NetworkFailure, Termination: "C"),
        new(Outcome.NetworkFailure, Termination: "c"),

        // S: the server closed or refused; s: the server, or the queue for it, was too slow.
        new(Outcome.ServiceFailure, Termination: "S"),
        new(Outcome.ServiceFailure, Termination: "s"),

        // The proxy had no connection left for it, or refused what the server answered.
        new(Outcome.ServiceFailure, Termination: "PC"),
        new(Outcome.ServiceFailure, Termination: "PD"),
        new(Outcome.ServiceFailure, Termination: "PH"),

        // R: out of memory, sockets or ports; I: a bug of the proxy; D, U: the session was cut as a server went down or came up; K: an administrator cut it.
        new(Outcome.ServiceFailure, Termination: "R"),
        new(Outcome.ServiceFailure, Termination: "I"),
        new(Outcome.ServiceFailure, Termination: "D"),
        new(Outcome.ServiceFailure, Termination: "U"),
        new(Outcome.ServiceFailure, Termination: "K"),

        // All else (--, PR: the request was refused; L: the proxy answered itself) goes by the status.
    ];
}
