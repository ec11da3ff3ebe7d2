using Isobar.Core.Traffic;

namespace Isobar.Server.Configuration;

/// <summary>One outcome rule of the user's own; the first rule that matches a record decides, before those of its format. Parts that are left out match everything.</summary>
/// <param name="Outcome">The outcome of matching records.</param>
/// <param name="Format">Name of the format the rule is for.</param>
/// <param name="StatusFrom">Lowest status, 0 to 999.</param>
/// <param name="StatusTo">Highest status, inclusive.</param>
/// <param name="Termination">Start of the termination text, such as HAProxy's `cD` or Envoy's `DC`.</param>
/// <param name="SentNothing">Whether no byte was sent to the client.</param>
public sealed record OutcomeOverride(Outcome Outcome, string? Format, int? StatusFrom, int? StatusTo, string? Termination, bool? SentNothing)
{
    /// <summary>Whether every record that <paramref name="later"/> matches is matched by this rule, so that a later rule of that kind never applies.</summary>
    public bool Covers(OutcomeOverride later)
    {
        ArgumentNullException.ThrowIfNull(later);
        return (Format is null || Format.Equals(later.Format, StringComparison.OrdinalIgnoreCase))
            && (StatusFrom is null || (later.StatusFrom >= StatusFrom && later.StatusTo <= StatusTo))
            && (Termination is null || later.Termination?.StartsWith(Termination, StringComparison.Ordinal) == true)
            && (SentNothing is null || SentNothing == later.SentNothing);
    }
}
