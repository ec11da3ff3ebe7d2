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
    TerminationMatch TerminationMatch = TerminationMatch.Start)
{
    /// <summary>The lowest status that matches.</summary>
    internal int LowestStatus => StatusFrom ?? StatusTo ?? int.MinValue;

    /// <summary>The highest status that matches.</summary>
    internal int HighestStatus => StatusTo ?? StatusFrom ?? int.MaxValue;

    /// <summary>Whether every record that <paramref name="later"/> matches is matched by this rule, so that a later rule of that kind never applies.</summary>
    public bool Covers(OutcomeRule later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return (Format is null || Format.Equals(later.Format, StringComparison.OrdinalIgnoreCase))
            && LowestStatus <= later.LowestStatus && HighestStatus >= later.HighestStatus
            && CoversTermination(later)
            && (SentNothing is null || SentNothing == later.SentNothing);
    }

    private bool CoversTermination(OutcomeRule later)
    {
        string mine = Termination ?? "", others = later.Termination ?? "";
        return TerminationMatch switch
        {
            TerminationMatch.Start when mine.Length == 0 => true,
            TerminationMatch.Start => later.TerminationMatch != TerminationMatch.ListItem && others.StartsWith(mine, StringComparison.Ordinal),
            TerminationMatch.ListItem when later.TerminationMatch == TerminationMatch.Whole => others.Split(',').Contains(mine, StringComparer.Ordinal),
            _ => later.TerminationMatch == TerminationMatch && mine == others,
        };
    }
}
