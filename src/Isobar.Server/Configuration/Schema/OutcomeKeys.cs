using System.Text.RegularExpressions;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of an outcome rule.</summary>
internal static partial class OutcomeKeys
{
    public static readonly Key<string> Format = new("format", "Name of the format the rule is for. Left out: all.", Scalars.Text("the name of a log format"));

    public static readonly Key<StatusRange> Status = new(
        "status", "HTTP status, such as 499, or a class, such as \"4xx\"; 0 is CloudFront's 000.", Scalars.Status());

    public static readonly Key<string> Termination = new(
        "termination", "Start of the text in which the format says how the session ended, such as HAProxy's \"cD\" or Envoy's \"DC\".",
        Scalars.Text("1 to 32 characters without blanks", Unspaced()));

    public static readonly Key<bool> SentNothing = new(
        "sentNothing", "true: only records without a byte sent to the client; false: only those with one.", Scalars.Boolean());

    public static readonly Key<Outcome> Outcome = new(
        "outcome", "The outcome of matching records: the answer came, the network failed, or the service did.",
        Scalars.Choice(
            ("Ok", Core.Traffic.Outcome.Ok),
            ("NetworkFailure", Core.Traffic.Outcome.NetworkFailure),
            ("ServiceFailure", Core.Traffic.Outcome.ServiceFailure)))
    {
        Required = true,
    };

    /// <summary>An outcome rule.</summary>
    public static readonly SectionSpec<OutcomeRule> Spec = new(
        [Format, Status, Termination, SentNothing, Outcome],
        section => new(
            Outcome.In(section),
            Format.In(section),
            section.Has(Status) ? Status.In(section).From : null,
            section.Has(Status) ? Status.In(section).To : null,
            Termination.In(section),
            section.Has(SentNothing) ? SentNothing.In(section) : null));

    [GeneratedRegex("^\\S{1,32}\\z")]
    private static partial Regex Unspaced();
}
