using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>A group with what is needed to go on with it.</summary>
internal sealed class TrackedGroup
{
    /// <summary>The group; not shown to anybody before it is certain.</summary>
    public required EventGroup Group { get; set; }

    /// <summary>Whether a pair or an aggregate of it is certain to drop.</summary>
    public bool IsCertain { get; set; }

    /// <summary>The greatest weight of evidence so far, nats.</summary>
    public double Nats { get; set; }

    /// <summary>Start of the first of the last good windows; 0 where the last was bad.</summary>
    public long GoodSince { get; set; }

    /// <summary>Good windows in a row.</summary>
    public int GoodWindows { get; set; }

    /// <summary>Pairs that dropped by their own test in its last bad window.</summary>
    public int[] BadPairs { get; set; } = [];

    /// <summary>What the latest window says about it.</summary>
    public StandingState State { get; set; }

    /// <summary>All pairs.</summary>
    public HashSet<int> Scope { get; private set; } = [];

    /// <summary>Whether it lasts.</summary>
    public bool IsActive => Group.Status == EventGroupStatus.Active;

    /// <summary>The group as an explanation that stands.</summary>
    public StandingBlame AsStanding() => new(Group.Blame, Group.StartedAt, Group.EndedAt);

    /// <summary>A new explanation. The same element keeps the pairs that had traffic before.</summary>
    public void Explain(Blame blame)
    {
        if (blame.Element == Group.Blame.Element && Scope.Count > 0)
        {
            Scope.UnionWith(blame.Pairs);
            Group = Group with { Blame = blame with { Pairs = [.. Scope.Order()], PairNats = [] } };
            return;
        }
        Group = Group with { Blame = blame };
        Scope = [.. blame.Pairs];
    }

    /// <summary>What speaks for a drop in its pairs, and all that speaks for and against it in others, in nats.</summary>
    public (double Inside, double Outside) NatsOf(Blame blame)
    {
        double inside = 0, outside = 0;
        for (int i = 0; i < blame.PairNats.Length; i++)
        {
            bool isInside = Scope.Contains(blame.Pairs[i]);
            inside += isInside ? Math.Max(0, blame.PairNats[i]) : 0;
            outside += isInside ? 0 : blame.PairNats[i];
        }
        return (inside, outside);
    }

    /// <summary>Share of the smaller scope that both have.</summary>
    public double Common(IReadOnlyCollection<int> pairs)
    {
        int smaller = Math.Min(pairs.Count, Scope.Count);
        return smaller == 0 ? 0 : (double)pairs.Count(Scope.Contains) / smaller;
    }

    /// <summary>Pairs of both as share of those of either.</summary>
    public double Likeness(IReadOnlyCollection<int> pairs)
    {
        int both = pairs.Count(Scope.Contains);
        return both == 0 ? 0 : (double)both / (pairs.Count + Scope.Count - both);
    }

    /// <summary>Share of the time from the first start to now in which both last.</summary>
    public double CommonTime(long since, long now)
    {
        long first = Math.Min(Group.StartedAt, since);
        long both = (Group.EndedAt ?? now) - Math.Max(Group.StartedAt, since);
        return now <= first ? 0 : Math.Max(0, both) / (double)(now - first);
    }

    /// <summary>Remembers which pairs dropped by their own test.</summary>
    public void RememberBad(HealthMap map)
    {
        List<int> bad = [];
        foreach (int pair in Group.Pairs)
        {
            if (map.Health.Span[pair].Of(Group.Metric) is { State: HealthState.Drop, Source: ElementKind.Pair })
            {
                bad.Add(pair);
            }
        }
        BadPairs = [.. bad];
    }
}
