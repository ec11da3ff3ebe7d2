using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;

namespace Isobar.Core.Events;

/// <summary>
/// Follows explanations through time: the first window may know a few pairs of one network, two windows later it is their transit network, and it stays one
/// group. Windows must come in order. Written by one thread at a time.
/// </summary>
public sealed class EventGroupTracker
{
    private readonly EventGroupSettings _settings;
    private readonly BlameAnalysis _analysis;
    private readonly List<TrackedGroup> _groups = [];
    private readonly List<EventGroupChange> _changes = [];

    /// <summary>A tracker with these settings.</summary>
    public EventGroupTracker(EventGroupSettings settings, BlameSettings attribution)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _settings = settings;
        _analysis = new BlameAnalysis(attribution);
    }

    /// <summary>A tracker with the default settings.</summary>
    public EventGroupTracker()
        : this(EventGroupSettings.Default, BlameSettings.Default)
    {
    }

    /// <summary>
    /// The explanations of the latest window: each pair or aggregate that drops now is in one of them. Groups follow these with some inertia.
    /// </summary>
    public ImmutableArray<Blame> Blames { get; private set; } = [];

    /// <summary>Explanations of earlier windows with the pairs whose tests still look back over them.</summary>
    public ImmutableArray<Blame> Aftermath { get; private set; } = [];

    /// <summary>The groups that last, in the order of their start.</summary>
    public ImmutableArray<EventGroup> Active => [.. _groups
        .Where(group => group is { IsActive: true, IsCertain: true })
        .Select(group => group.Group)
        .OrderBy(group => group.StartedAt)
        .ThenBy(group => group.Id, StringComparer.Ordinal)];

    /// <summary>What the groups explain, for the tests of the next window.</summary>
    public ExplainedDrops Explained { get; private set; } = ExplainedDrops.None;

    /// <summary>Explains a window, and tells what changed.</summary>
    public ImmutableArray<EventGroupChange> Advance(HealthMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        BlameReport report = _analysis.Conclude(map, [.. _groups.Select(group => group.AsStanding())]);
        Blames = report.Blames;
        Aftermath = report.Aftermath;
        for (int number = 0; number < report.Standing.Length; number++)
        {
            _groups[number].State = report.Standing[number];
        }
        ImmutableArray<EventGroupChange> changes = Follow(map, report.Blames);
        Explained = new(
            [.. _groups.Where(group => group is { IsActive: true, IsCertain: true }).OrderBy(group => group.Group.StartedAt).ThenBy(group => group.Group.Id, StringComparer.Ordinal)
                .Select(group => new ExplainedDrop(group.Group.Metric, _analysis.ScopeOf(group.Group.Blame)))],
            [.. changes.Where(change => change.Kind == EventGroupChangeKind.Resolved)
                .Select(change => new ExplainedDrop(change.Group.Metric, _analysis.ScopeOf(change.Group.Blame)))]);
        return changes;
    }

    private ImmutableArray<EventGroupChange> Follow(HealthMap map, ImmutableArray<Blame> blames)
    {
        _changes.Clear();
        long end = map.WindowStart + map.WindowSeconds;
        HashSet<TrackedGroup> seen = [];
        List<Blame> open = [.. blames.Where(blame => blame.Pairs.Length > 0)];
        foreach (Blame blame in open.ToArray())
        {
            TrackedGroup? same = _groups.Find(group => group.IsActive && IsSame(group, blame, seen)) ?? _groups.Find(group => IsSame(group, blame, seen));
            if (same is not null)
            {
                GoOn(same, blame, map, seen);
                open.Remove(blame);
            }
        }
        foreach (Blame blame in open.OrderByDescending(blame => blame.Nats).ThenBy(blame => blame.Element))
        {
            TrackedGroup? known = _groups
                .Where(group => !seen.Contains(group) && IsOne(group, blame, end))
                .OrderByDescending(group => group.IsCertain)
                .ThenByDescending(group => group.Likeness(blame.Pairs))
                .ThenBy(group => group.Group.StartedAt)
                .ThenBy(group => group.Group.Id, StringComparer.Ordinal)
                .FirstOrDefault();
            if (known is null && PartOf(blame) is { } whole)
            {
                // It goes on, whatever else its pairs seem to have in common now.
                whole.GoodWindows = 0;
                whole.GoodSince = 0;
                seen.Add(whole);
                continue;
            }
            if (known is null)
            {
                known = Begin(blame, map.WindowStart, end, seen);
            }
            GoOn(known, blame, map, seen);
        }
        MergeParts(seen, end);
        foreach (TrackedGroup group in _groups.Where(group => group.IsActive && !seen.Contains(group)))
        {
            Rest(group, map);
        }
        _groups.RemoveAll(group => IsOver(group, map.WindowStart));
        return [.. _changes];
    }

    /// <summary>The state as bytes, for a restart.</summary>
    /// <param name="table">What the numbers of pairs mean.</param>
    public byte[] Save(PairTable table) => EventGroupState.Write(_groups, table);

    /// <summary>Goes on from a saved state. Pairs that the table does not know any more are left out.</summary>
    /// <exception cref="FormatException">The bytes are not a saved state; the text says where.</exception>
    public void Restore(ReadOnlySpan<byte> state, PairTable table)
    {
        List<TrackedGroup> groups = EventGroupState.Read(state, table);
        _groups.Clear();
        _groups.AddRange(groups);
    }

    /// <summary>Writes groups and the counts that evidence grows from.</summary>
    internal void Save(SnapshotWriter writer, PairTable table)
    {
        writer.WriteBlob(Save(table));
        ExplainedDropsState.Write(writer, Explained.Lasting);
        ExplainedDropsState.Write(writer, Explained.Over);
        _analysis.Save(writer, table.Count);
    }

    /// <summary>Reads what <see cref="Save(SnapshotWriter, PairTable)"/> wrote.</summary>
    internal void Restore(ref SnapshotReader reader, PairTable table)
    {
        byte[] groups = reader.ReadBlob();
        if (!reader.IsFaulty)
        {
            Restore(groups, table);
            Explained = new(ExplainedDropsState.Read(ref reader, table.Count), ExplainedDropsState.Read(ref reader, table.Count));
            _analysis.Restore(ref reader, table.Count);
        }
    }

    /// <summary>Whether a blame of the same element goes on with a group: it lasts, or ended a short while ago.</summary>
    private bool IsSame(TrackedGroup group, Blame blame, HashSet<TrackedGroup> seen) =>
        group.Group.Element == blame.Element
        && group.Group.Metric == blame.Metric
        && !seen.Contains(group)
        && (group.IsActive || blame.Since - group.Group.EndedAt < _settings.ReactivationSeconds);

    private bool IsOne(TrackedGroup group, Blame blame, long end) =>
        group.IsActive
        && group.Group.Metric == blame.Metric
        && group.CommonTime(blame.Since, end) >= _settings.Overlap
        && group.Common(blame.Pairs) >= _settings.Overlap
        && !StandsAlone(group, blame);

    /// <summary>
    /// Whether a pair that is named has nothing to do with a group that nobody is named for: it began later. The pairs of such a group have only a time in common, so one
    /// with another time is no part of it, and does not prolong it.
    /// </summary>
    private bool StandsAlone(TrackedGroup group, Blame blame) =>
        blame is { Verdict: BlameVerdict.Blamed, Element.Kind: ElementKind.Pair }
        && group.Group.Blame.Verdict != BlameVerdict.Blamed
        && blame.Since - group.Group.StartedAt > _settings.OnsetSeconds;

    /// <summary>
    /// The group that a drop is a part of: one that lasts or lasted when the drop began, and holds the pairs that speak for it, so that all others would not bring it up.
    /// What is left of a wide fault is no fault of its own.
    /// </summary>
    private TrackedGroup? PartOf(Blame blame)
    {
        return _groups
            .Where(group => group.IsCertain && group.Group.Metric == blame.Metric && (group.IsActive || blame.Since < group.Group.EndedAt)
                && !StandsAlone(group, blame))
            .Select(group => (Group: group, Nats: group.NatsOf(blame)))
            .Where(entry => entry.Nats.Inside > 0 && entry.Nats.Outside <= Math.Max(_settings.OpeningNats, entry.Nats.Inside))
            .OrderByDescending(entry => entry.Group.IsActive)
            .ThenByDescending(entry => entry.Nats.Inside)
            .ThenBy(entry => entry.Group.Group.Id, StringComparer.Ordinal)
            .FirstOrDefault().Group;
    }

    private TrackedGroup Begin(Blame blame, long windowStart, long end, HashSet<TrackedGroup> seen)
    {
        // A part of a group that goes on with another explanation is a split: it began with its parent.
        TrackedGroup? parent = seen
            .Where(group => group.IsCertain && IsOne(group, blame, end))
            .OrderBy(group => group.Group.Id, StringComparer.Ordinal)
            .FirstOrDefault();
        TrackedGroup group = new()
        {
            Group = new EventGroup
            {
                Id = IdOf(blame),
                ParentId = parent?.Group.Id,
                Status = EventGroupStatus.Active,
                StartedAt = blame.Since,
                OpenedAt = windowStart,
                Blame = blame,
            },
        };
        _groups.Add(group);
        return group;
    }

    private void GoOn(TrackedGroup group, Blame blame, HealthMap map, HashSet<TrackedGroup> seen)
    {
        seen.Add(group);
        bool wasOver = !group.IsActive;
        Blame before = group.Group.Blame;
        if (Replaces(group, blame))
        {
            group.Explain(blame);
        }
        group.Nats = Math.Max(group.Nats, blame.Nats);
        group.GoodSince = 0;
        group.GoodWindows = 0;
        group.Group = group.Group with { Status = EventGroupStatus.Active, EndedAt = null };
        group.RememberBad(map);
        if (!group.IsCertain)
        {
            Open(group, blame, map);
        }
        else if (wasOver)
        {
            _changes.Add(new(EventGroupChangeKind.Reactivated, group.Group));
        }
        else if (IsNews(before, group.Group.Blame))
        {
            _changes.Add(new(EventGroupChangeKind.Updated, group.Group));
        }
    }

    /// <summary>A group becomes certain with its first certain drop; until then its start is that of the latest run of drops.</summary>
    private void Open(TrackedGroup group, Blame blame, HealthMap map)
    {
        group.Group = group.Group with { Id = IdOf(blame), StartedAt = blame.Since, OpenedAt = map.WindowStart };
        if (blame.OpenedBy != OpeningPath.None && blame.Nats >= _settings.OpeningNats)
        {
            group.IsCertain = true;
            _changes.Add(new(EventGroupChangeKind.Opened, group.Group));
        }
    }

    private bool Replaces(TrackedGroup group, Blame blame)
    {
        Blame known = group.Group.Blame;
        if (group.Scope.Count == 0 || blame.Verdict > known.Verdict && blame.Nats >= group.Nats * _settings.EvidenceToReplace)
        {
            return true;
        }
        double needed = known.Verdict == BlameVerdict.Blamed && blame.Verdict != BlameVerdict.Blamed ? _settings.EvidenceToUnname : _settings.EvidenceToReplace;
        return blame.Nats >= group.Nats * needed;
    }

    /// <summary>Groups that nothing explains any more but a wider group do not end, they become a part of it.</summary>
    private void MergeParts(HashSet<TrackedGroup> seen, long end)
    {
        foreach (TrackedGroup part in _groups.Where(group => group.IsActive && !seen.Contains(group)).ToArray())
        {
            TrackedGroup? whole = seen
                .Where(group => group.Scope.Count >= part.Scope.Count && IsOne(group, part.Group.Blame with { Since = part.Group.StartedAt }, end))
                .OrderByDescending(group => group.IsCertain)
                .ThenBy(group => group.Group.StartedAt)
                .ThenBy(group => group.Group.Id, StringComparer.Ordinal)
                .FirstOrDefault();
            if (whole is null)
            {
                continue;
            }
            _groups.Remove(part);
            if (part.IsCertain)
            {
                Take(part, whole, end);
            }
        }
    }

    /// <summary>The older of the two keeps its identity; the explanation is that of the whole.</summary>
    private void Take(TrackedGroup part, TrackedGroup whole, long end)
    {
        (EventGroup kept, EventGroup gone) = part.Group.OpenedAt < whole.Group.OpenedAt || !whole.IsCertain ? (part.Group, whole.Group) : (whole.Group, part.Group);
        bool wasCertain = whole.IsCertain;
        whole.IsCertain = true;
        whole.Group = kept with { Blame = whole.Group.Blame, StartedAt = Math.Min(part.Group.StartedAt, whole.Group.StartedAt) };
        if (wasCertain)
        {
            _changes.RemoveAll(change => change.Kind == EventGroupChangeKind.Opened && change.Group.Id == gone.Id);
            _changes.Add(new(EventGroupChangeKind.Merged, gone with { Status = EventGroupStatus.Merged, ParentId = kept.Id, EndedAt = end }));
        }
        _changes.Add(new(EventGroupChangeKind.Updated, whole.Group));
    }

    /// <summary>
    /// A window without an explanation: good, unless its pairs still drop and are explained by another group meanwhile, or nobody can tell and the tests have not
    /// seen them recover.
    /// </summary>
    private void Rest(TrackedGroup group, HealthMap map)
    {
        if (group.State == StandingState.Bad || group.State == StandingState.Unknown && HasBadPairs(group, map))
        {
            (group.GoodSince, group.GoodWindows) = (0, 0);
            return;
        }
        group.GoodSince = group.GoodWindows == 0 ? map.WindowStart : group.GoodSince;
        if (++group.GoodWindows < _settings.GoodWindows)
        {
            return;
        }
        group.Group = group.Group with { Status = EventGroupStatus.Resolved, EndedAt = Math.Max(group.GoodSince, group.Group.StartedAt) };
        if (group.IsCertain)
        {
            _changes.Add(new(EventGroupChangeKind.Resolved, group.Group));
        }
    }

    private static bool HasBadPairs(TrackedGroup group, HealthMap map)
    {
        int bad = 0;
        foreach (int pair in group.BadPairs)
        {
            bad += map.Health.Span[pair].Of(group.Group.Metric).State == HealthState.Drop ? 1 : 0;
        }
        return bad * 2 > group.BadPairs.Length;
    }

    private bool IsOver(TrackedGroup group, long windowStart) =>
        !group.IsActive && (!group.IsCertain || windowStart - group.Group.EndedAt > _settings.AftermathSeconds);

    private static bool IsNews(Blame before, Blame after) =>
        !ReferenceEquals(before, after)
        && (before.Element != after.Element || before.Verdict != after.Verdict || before.Cause != after.Cause || !before.Pairs.SequenceEqual(after.Pairs));

    private static string IdOf(Blame blame)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)blame.Metric}\u001f{(int)blame.Element.Kind}\u001f{blame.Element.ServiceLocation}\u001f{blame.Element.Key}\u001f{blame.Since}");
        return StableHash.Of(Encoding.UTF8.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture);
    }
}
