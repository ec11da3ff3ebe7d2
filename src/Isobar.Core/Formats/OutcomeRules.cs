using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>
/// Turns what a record says about its end into an outcome. The first matching rule decides: the user's own rules, then the format's, then
/// <see cref="Common"/>. A record with a status that no rule matches is `Ok`; one that says nothing at all about success is `Unknown`.
/// </summary>
public sealed class OutcomeRules
{
    /// <summary>
    /// What status codes mean in every format: 408 (RFC 9110: the client's request did not come in time) and 499 without a byte sent (nginx: the client closed first)
    /// are the network's failure, every 5xx is the service's.
    /// </summary>
    public static IReadOnlyList<OutcomeRule> Common { get; } =
    [
        new(Outcome.NetworkFailure, StatusFrom: 408, StatusTo: 408),
        new(Outcome.NetworkFailure, StatusFrom: 499, StatusTo: 499, SentNothing: true),
        new(Outcome.ServiceFailure, StatusFrom: 500, StatusTo: 599),
    ];

    private readonly OutcomeRule[] _overrides;
    private readonly CompiledRule[] _rules;

    /// <summary>The common rules behind the user's own.</summary>
    public OutcomeRules(IEnumerable<OutcomeRule> overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        _overrides = [.. overrides];
        _rules = [.. _overrides.Where(rule => rule.Format is null).Concat(Common).Select(rule => new CompiledRule(rule))];
    }

    private OutcomeRules(OutcomeRule[] overrides, IEnumerable<OutcomeRule> rules)
    {
        _overrides = overrides;
        _rules = [.. rules.Select(rule => new CompiledRule(rule))];
    }

    /// <summary>The common rules alone.</summary>
    public static OutcomeRules Default { get; } = new([]);

    /// <summary>The rules for one format: the user's own that fit it, the format's, the common ones.</summary>
    public OutcomeRules For(string format, IReadOnlyList<OutcomeRule> formatRules)
    {
        IEnumerable<OutcomeRule> own = _overrides.Where(rule => rule.Format is null || rule.Format.Equals(format, StringComparison.OrdinalIgnoreCase));
        return new(_overrides, own.Concat(formatRules).Concat(Common));
    }

    /// <summary>The outcome of a record.</summary>
    /// <param name="status">HTTP status; 0 is a status too (CloudFront's 000), negative means there is none.</param>
    /// <param name="termination">How the session ended, in the format's own letters; empty when not known.</param>
    /// <param name="bytesOut">Bytes sent to the client; negative when not known.</param>
    public Outcome Decide(int status, ReadOnlySpan<byte> termination, long bytesOut)
    {
        // The usual record by far: an answer below 400 and nothing said about its end.
        if (status is >= 100 and < 400 && termination.IsEmpty && _overrides.Length == 0)
        {
            return Outcome.Ok;
        }
        foreach (CompiledRule rule in _rules)
        {
            if (rule.Matches(status, termination, bytesOut))
            {
                return rule.Outcome;
            }
        }
        return status < 0 && termination.IsEmpty ? Outcome.Unknown : Outcome.Ok;
    }

    private sealed class CompiledRule(OutcomeRule rule)
    {
        private readonly int _statusFrom = rule.LowestStatus;
        private readonly int _statusTo = rule.HighestStatus;
        private readonly byte[] _termination = Encoding.UTF8.GetBytes(rule.Termination ?? "");
        private readonly TerminationMatch _match = rule.TerminationMatch;
        private readonly bool? _sentNothing = rule.SentNothing;

        public Outcome Outcome { get; } = rule.Outcome;

        public bool Matches(int status, ReadOnlySpan<byte> termination, long bytesOut) =>
            status >= _statusFrom && status <= _statusTo
            && MatchesTermination(termination)
            && (_sentNothing is not bool nothing || nothing == (bytesOut <= 0));

        private bool MatchesTermination(ReadOnlySpan<byte> termination) => _match switch
        {
            TerminationMatch.Whole => termination.SequenceEqual(_termination),
            TerminationMatch.ListItem => HasItem(termination),
            _ => termination.StartsWith(_termination),
        };

        private bool HasItem(ReadOnlySpan<byte> list)
        {
            foreach (Range item in list.Split((byte)','))
            {
                if (list[item].SequenceEqual(_termination))
                {
                    return true;
                }
            }
            return false;
        }
    }
}
