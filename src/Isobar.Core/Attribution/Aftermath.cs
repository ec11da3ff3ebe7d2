using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Tells drops that happen now from those that only the memory of a test still holds. Thin pairs are tested over up to six hours, so they drop long after their
/// fault is over; a pair of an explanation that is over, whose counts since do not speak for a drop, needs no explanation of its own.
/// </summary>
internal sealed class Aftermath
{
    private readonly ChannelEvidence _evidence;
    private readonly List<Past> _past = [];

    private sealed record Past(StandingBlame Standing, HashSet<int> Scope, long OverSince, SortedSet<int> Held);

    /// <summary>Asks the window about the standing explanations of a channel, and notes what it says.</summary>
    public Aftermath(ChannelEvidence evidence, IReadOnlyList<StandingBlame> standing, StandingState[] states)
    {
        _evidence = evidence;
        for (int number = 0; number < standing.Count; number++)
        {
            StandingBlame each = standing[number];
            if (each.Blame.Channel != evidence.Channel)
            {
                continue;
            }
            if (each.EndedAt is { } ended)
            {
                _past.Add(new(each, [.. each.Blame.Pairs], ended, []));
                continue;
            }
            states[number] = StateOf(each.Blame);
            if (states[number] == StandingState.Good)
            {
                _past.Add(new(each, [.. each.Blame.Pairs], evidence.Map.WindowStart, []));
            }
        }
    }

    /// <summary>Whether a drop is the aftermath of something that is over.</summary>
    public bool Holds(Seed seed)
    {
        foreach (Past past in _past)
        {
            if (past.Scope.Contains(seed.Pair) && !SpeaksSince([seed.Pair], past))
            {
                past.Held.Add(seed.Pair);
                return true;
            }
        }
        return false;
    }

    /// <summary>The same for an aggregate: it is aftermath if at least a half of it is.</summary>
    public bool Holds(AggregateSeed aggregate)
    {
        foreach (Past past in _past)
        {
            int common = aggregate.Pairs.Count(past.Scope.Contains);
            if (common * 2 >= Math.Min(aggregate.Pairs.Length, past.Scope.Count) && !SpeaksSince(aggregate.Pairs, past))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The explanations with the pairs that they hold.</summary>
    public IEnumerable<Blame> Blames() => _past
        .Where(past => past.Held.Count > 0)
        .Select(past => past.Standing.Blame with { Pairs = [.. past.Held], OpenedBy = OpeningPath.None });

    /// <summary>Whether the counts since an explanation was over speak for a drop of any kind.</summary>
    private bool SpeaksSince(IReadOnlyCollection<int> pairs, Past past)
    {
        double needed = _evidence.Settings.VoteNats;
        foreach (DropHypothesis hypothesis in Hypotheses(past.Standing.Blame))
        {
            if (_evidence.Nats(pairs, hypothesis, past.OverSince) > needed)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>What was, and the other way in which the streams of the channel drop.</summary>
    private IEnumerable<DropHypothesis> Hypotheses(Blame blame)
    {
        yield return blame.Hypothesis;
        foreach (int reach in DropHypothesis.ReachesOf(_evidence.Channel).ToArray())
        {
            if (reach != blame.Hypothesis.Reach)
            {
                yield return blame.Hypothesis with { Reach = reach };
            }
        }
    }

    private StandingState StateOf(Blame blame)
    {
        double nats = _evidence.Nats(blame.Pairs, blame.Hypothesis, _evidence.Map.WindowStart);
        double needed = _evidence.Settings.VoteNats;
        return nats >= needed ? StandingState.Bad : nats <= -needed ? StandingState.Good : StandingState.Unknown;
    }
}
