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
    private readonly Dictionary<ElementKey, double> _lasting = [];

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
                _past.Add(new(each, evidence.Index.ScopeOf(each.Blame), ended, []));
                continue;
            }
            states[number] = StateOf(each.Blame);
            if (states[number] == StandingState.Good)
            {
                _past.Add(new(each, evidence.Index.ScopeOf(each.Blame), evidence.Map.WindowStart, []));
            }
            else if (each.Blame.Verdict == BlameVerdict.Blamed && evidence.Index.Find(each.Blame.Element) is { } key)
            {
                // What names nobody is no reason to think of the same again: it would draw every later drop of its pairs to itself.
                _lasting[key] = Math.Max(each.Blame.Nats, _lasting.GetValueOrDefault(key));
            }
        }
    }

    /// <summary>The named explanations that last, with the weight of their evidence so far.</summary>
    public IReadOnlyDictionary<ElementKey, double> Lasting => _lasting;

    /// <summary>When a drop of a pair began, Unix seconds; null where it is the aftermath of something that is over.</summary>
    /// <param name="pair">Number of the pair.</param>
    /// <param name="since">When its run began, which may be that of an earlier drop.</param>
    public long? BeganAt(int pair, long since)
    {
        foreach (Past past in _past)
        {
            if (!past.Scope.Contains(pair))
            {
                continue;
            }
            if (!SpeaksSince([pair], past))
            {
                past.Held.Add(pair);
                return null;
            }
            since = Math.Max(since, past.OverSince);
        }
        return since;
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
        .Select(past => past.Standing.Blame with { Pairs = [.. past.Held], PairNats = [], OpenedBy = OpeningPath.None });

    /// <summary>Whether the counts since an explanation was over speak for a drop of any kind.</summary>
    private bool SpeaksSince(ReadOnlySpan<int> pairs, Past past)
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
        double nats = _evidence.Nats(blame.Pairs.AsSpan(), blame.Hypothesis, _evidence.Map.WindowStart);
        double needed = _evidence.Settings.VoteNats;
        return nats >= needed ? StandingState.Bad : nats <= -needed ? StandingState.Good : StandingState.Unknown;
    }
}
