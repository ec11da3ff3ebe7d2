using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>One line of the outcome table: what a record must show, and the outcome it then has. Parts that are left out match everything.</summary>
/// <param name="Outcome">The outcome of matching records.</param>
/// <param name="Format">Name of the format the rule is for.</param>
/// <param name="StatusFrom">Lowest status, 0 to 999; without a highest one just this status.</param>
/// <param name="StatusTo">Highest status, inclusive; without a lowest one just this status.</param>
/// <param name="Termination">The start of the termination text, such as HAProxy's `cD` or Envoy's `DC`.</param>
/// <param name="SentNothing">Whether no byte was sent to the client; unknown counts as nothing sent.</param>
/// <param name="TerminationMatch">How <paramref name="Termination"/> is compared; by its start unless said otherwise.</param>
public sealed record OutcomeRule(
    Outcome Outcome,
    string? Format = null,
    int? StatusFrom = null,
    int? StatusTo = null,
    string? Termination = null,
    bool? SentNothing = null,
    TerminationMatch TerminationMatch = TerminationMatch.Start);
