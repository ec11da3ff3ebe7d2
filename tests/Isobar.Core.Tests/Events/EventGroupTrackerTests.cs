using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Attribution;

namespace Isobar.Core.Tests.Events;

public sealed class EventGroupTrackerTests
{
    private const int Seconds = 300;
    private static readonly PairTable s_table = Table(60);

    [Fact]
    public void A_group_begins_with_its_drop_opens_when_certain_and_ends_with_the_first_good_window()
    {
        Steps steps = new();
        steps.Window(2, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 2, isCertain: false)]);
        Assert.Empty(steps.Tracker.Active);
        steps.Window(3, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 2)]);
        EventGroup open = Assert.Single(steps.Tracker.Active);
        Assert.Equal((Time(2), Time(3), null, EventGroupStatus.Active), (open.StartedAt, open.OpenedAt, open.EndedAt, open.Status));
        steps.Window(4, []);
        Assert.Single(steps.Tracker.Active);
        EventGroupChange closed = Assert.Single(steps.Window(5, []));
        Assert.Equal((EventGroupChangeKind.Resolved, open.Id, (long?)Time(4)), (closed.Kind, closed.Group.Id, closed.Group.EndedAt));
    }

    [Fact]
    public void One_good_window_does_not_end_a_group()
    {
        Steps steps = new();
        Blame blame = Blame(ElementKind.ClientAsn, "65001", 1..8, since: 1);
        steps.Window(1, [blame]);
        steps.Window(2, []);
        steps.Window(3, [blame]);
        Assert.Equal([EventGroupChangeKind.Opened], steps.Changes.Select(change => change.Kind));
    }

    [Fact]
    public void What_was_never_certain_is_never_shown()
    {
        Steps steps = new();
        for (int window = 1; window < 6; window++)
        {
            steps.Window(window, [Blame(ElementKind.Pair, "0000000000000001", 1..2, since: window, isCertain: false)]);
        }
        steps.Window(6, []);
        steps.Window(7, []);
        Assert.Empty(steps.Changes);
    }

    [Fact]
    public void A_refined_explanation_keeps_the_identity()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.ClientAsn, "65001", 1..5, since: 1, nats: 30)]);
        steps.Window(2, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 120)]);
        EventGroup group = Assert.Single(steps.Tracker.Active);
        Assert.Equal(steps.Changes[0].Group.Id, group.Id);
        Assert.Equal((ElementKind.TransitAs, 19), (group.Element.Kind, group.Pairs.Length));
        Assert.Equal([EventGroupChangeKind.Opened, EventGroupChangeKind.Updated], steps.Changes.Select(change => change.Kind));
    }

    [Fact]
    public void The_end_of_a_fault_does_not_worsen_the_answer()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 120)]);
        steps.Window(2, [Blame(ElementKind.City, "DE/S/M/Bonn", 4..8, since: 1, nats: 12)]);
        Assert.Equal(ElementKind.TransitAs, Assert.Single(steps.Tracker.Active).Element.Kind);
    }

    [Fact]
    public void A_fault_of_the_same_pairs_that_begins_long_after_is_another_group()
    {
        Steps steps = new();
        Blame network = Blame(ElementKind.ClientAsn, "65001", 1..6, since: 1, nats: 40);
        for (int window = 1; window < 20; window++)
        {
            steps.Window(window, [network]);
        }
        steps.Window(20, [network, Blame(ElementKind.ServiceLocation, "", 1..40, since: 20, nats: 200)]);
        Assert.Equal(2, steps.Tracker.Active.Length);
        Assert.All(steps.Tracker.Active, group => Assert.Null(group.ParentId));
    }

    [Fact]
    public void Groups_that_turn_out_to_be_one_are_merged_and_the_older_keeps_its_identity()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 1, nats: 30)]);
        string first = steps.Tracker.Active[0].Id;
        steps.Window(2, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 1, nats: 30), Blame(ElementKind.ClientAsn, "65002", 8..16, since: 1, nats: 30)]);
        string second = steps.Tracker.Active.Single(group => group.Id != first).Id;
        ImmutableArray<EventGroupChange> changes = steps.Window(3, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 150)]);
        Assert.Equal(first, Assert.Single(steps.Tracker.Active).Id);
        EventGroup gone = Assert.Single(changes, change => change.Kind == EventGroupChangeKind.Merged).Group;
        Assert.Equal((second, first, EventGroupStatus.Merged), (gone.Id, gone.ParentId, gone.Status));
    }

    [Fact]
    public void A_part_that_splits_off_names_its_parent()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 100)]);
        string parent = steps.Tracker.Active[0].Id;
        steps.Window(2, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 100), Blame(ElementKind.ClientAsn, "65001", 3..8, since: 1, nats: 50)]);
        Assert.Equal(parent, steps.Tracker.Active.Single(group => group.Id != parent).ParentId);
    }

    [Fact]
    public void A_drop_that_soon_returns_is_the_same_group_and_one_that_returns_late_is_not()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 1)]);
        string id = steps.Tracker.Active[0].Id;
        steps.Window(2, []);
        steps.Window(3, []);
        Assert.Equal(EventGroupChangeKind.Reactivated, Assert.Single(steps.Window(4, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 4)])).Kind);
        Assert.Equal(id, Assert.Single(steps.Tracker.Active).Id);
        steps.Window(5, []);
        steps.Window(6, []);
        steps.Window(10, [Blame(ElementKind.ClientAsn, "65001", 1..8, since: 10)]);
        Assert.NotEqual(id, Assert.Single(steps.Tracker.Active).Id);
    }

    [Fact]
    public void Saved_groups_go_on_after_a_restart_though_pairs_have_other_numbers()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 100)]);
        steps.Window(2, []);
        PairTable other = Table(60, reverse: true);
        EventGroupTracker restored = new();
        restored.Restore(steps.Tracker.Save(s_table), other);

        EventGroup before = steps.Tracker.Active[0];
        EventGroup after = Assert.Single(restored.Active);
        Assert.Equal((before.Id, before.StartedAt, before.OpenedAt, before.Element), (after.Id, after.StartedAt, after.OpenedAt, after.Element));
        Assert.Equal(before.Pairs.Select(pair => s_table[pair].CityNetwork.Id).Order(), after.Pairs.Select(pair => other[pair].CityNetwork.Id).Order());
        Assert.Equal(before.Blame.Suspects.AsEnumerable(), after.Blame.Suspects);
        EventGroupChange closed = Assert.Single(restored.Follow(Map(3, other), []));
        Assert.Equal((EventGroupChangeKind.Resolved, (long?)Time(2)), (closed.Kind, closed.Group.EndedAt));
        Assert.Equal(steps.Tracker.Save(s_table), Roundtrip(steps.Tracker));
    }

    [Fact]
    public void A_state_that_is_cut_short_or_of_another_version_is_refused_with_a_reason()
    {
        Steps steps = new();
        steps.Window(1, [Blame(ElementKind.TransitAs, "3320", 1..20, since: 1, nats: 100)]);
        byte[] state = steps.Tracker.Save(s_table);
        for (int length = 0; length < state.Length; length += 7)
        {
            Assert.Throws<FormatException>(() => new EventGroupTracker().Restore(state.AsSpan(0, length), s_table));
        }
        state[0] = 9;
        Assert.Contains("version 9", Assert.Throws<FormatException>(() => new EventGroupTracker().Restore(state, s_table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_comes_groups_end_after_they_start_and_the_same_windows_give_the_same_changes() =>
        Prop.ForAll<int>(seed =>
        {
            Steps one = new(), two = new();
            Play(one, new Random(seed));
            Play(two, new Random(seed));
            bool areEqual = one.Changes.Select(Text).SequenceEqual(two.Changes.Select(Text));
            bool areOrdered = one.Changes.All(change => change.Group.EndedAt is not { } end || end >= change.Group.StartedAt)
                && one.Changes.All(change => change.Group.OpenedAt >= change.Group.StartedAt);
            // A group opens once, and is never changed after it was merged.
            bool areOnce = one.Changes.Where(change => change.Kind == EventGroupChangeKind.Opened).GroupBy(change => change.Group.Id).All(group => group.Count() == 1);
            return areEqual && areOrdered && areOnce;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_fault_of_a_location_is_one_group_to_its_end_and_leaves_no_aftermath_of_thin_pairs()
    {
        TestWorld world = TestWorld.Make(7, 1500);
        NetworkElement element = new(ElementKind.ServiceLocation, "loc-b", "");
        TestRun run = new(world, 4, [new PlantedFault(element, EvidenceStream.NetworkFailures, 0.8, 3, 11)], 30);
        EventGroup group = Assert.Single(run.Groups);
        Assert.Equal((element, BlameVerdict.Blamed, EventGroupStatus.Resolved), (group.Element, group.Blame.Verdict, group.Status));
        Assert.Equal((TestRun.Time(3), (long?)TestRun.Time(12)), (group.StartedAt, group.EndedAt));
        Assert.InRange(group.OpenedAt, TestRun.Time(3), TestRun.Time(4));
    }

    private static void Play(Steps steps, Random random)
    {
        int[] since = new int[5];
        for (int window = 1; window < 25; window++)
        {
            List<Blame> blames = [];
            for (int element = 0; element < since.Length; element++)
            {
                since[element] = random.Next(4) != 0 ? (since[element] == 0 ? window : since[element]) : 0;
                if (since[element] > 0)
                {
                    int first = element * 6;
                    blames.Add(Blame(
                        (ElementKind)(element + 3), $"{65000 + element}", first..(first + 3 + random.Next(20)), since[element], random.Next(5) != 0, random.Next(5, 100), (BlameVerdict)random.Next(3)));
                }
            }
            steps.Window(window, [.. blames]);
        }
    }

    private static string Text(EventGroupChange change) => $"{change.Kind} {change.Group.Id} {change.Group.ParentId} {change.Group.StartedAt} {change.Group.OpenedAt} {change.Group.EndedAt} {change.Group.Element} {string.Join(',', change.Group.Pairs)}";

    private static byte[] Roundtrip(EventGroupTracker tracker)
    {
        EventGroupTracker restored = new();
        restored.Restore(tracker.Save(s_table), s_table);
        return restored.Save(s_table);
    }

    private sealed class Steps
    {
        public EventGroupTracker Tracker { get; } = new();

        public List<EventGroupChange> Changes { get; } = [];

        public ImmutableArray<EventGroupChange> Window(int window, ImmutableArray<Blame> blames)
        {
            ImmutableArray<EventGroupChange> changes = Tracker.Follow(Map(window, s_table), blames);
            Changes.AddRange(changes);
            return changes;
        }
    }

    private static long Time(int window) => 1_700_000_100 + window * (long)Seconds;

    private static Blame Blame(
        ElementKind kind, string key, Range pairs, int since, bool isCertain = true, double nats = 50, BlameVerdict verdict = BlameVerdict.Blamed)
    {
        NetworkElement element = new(kind, kind == ElementKind.ServiceLocation ? "loc" : "", key);
        return new Blame
        {
            Metric = HealthMetric.Availability,
            Verdict = verdict,
            Cause = Cause.Transit,
            Element = element,
            Confidence = 0.9,
            Nats = nats,
            Since = Time(since),
            OpenedBy = isCertain ? OpeningPath.Slow : OpeningPath.None,
            Pairs = [.. Enumerable.Range(pairs.Start.Value, pairs.End.Value - pairs.Start.Value)],
            Suspects = [new Suspect(element, 5, 6, 0, 9, 0.9, 0.8)],
        };
    }

    private static PairTable Table(int count, bool reverse = false)
    {
        PairTable table = new();
        IEnumerable<int> numbers = Enumerable.Range(0, count);
        foreach (int number in reverse ? numbers.Reverse() : numbers)
        {
            CityNetworkId id = CityNetworkId.Of("DE", "S", "M", $"City {number}", 65000);
            table.Add(new Pair(new CityNetwork(id, "DE", "Germany", "S", "M", $"City {number}", 65000, "Net", 0, 0), "loc", []));
        }
        return table;
    }

    private static HealthMap Map(int window, PairTable table) => new()
    {
        WindowStart = Time(window),
        WindowSeconds = Seconds,
        Pairs = table,
        Health = new PairHealth[table.Count],
        Counts = new PairCounts[table.Count],
        Strata = Array.Empty<StratumHealth>(),
        Elements = [],
        Evidence = new Dictionary<(int, HealthMetric), Evidence>(),
    };
}
