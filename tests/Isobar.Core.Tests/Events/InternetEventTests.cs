using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>The weather map (spec 6.12), in windows of a minute.</summary>
public sealed class InternetEventTests
{
    private readonly HealthWorld _world = new(windowSeconds: 60);
    private readonly WorldPair _short;
    private readonly WorldPair _long;
    private readonly HashSet<CityNetworkId> _topTalkers;
    private readonly List<Blame> _blames = [];
    private InternetEventTracker _tracker = new(new());

    public InternetEventTests()
    {
        _short = _world.Add("A");
        _long = _world.Add("B");
        _topTalkers = [_short.CityNetwork.Id, _long.CityNetwork.Id];
    }

    [Fact]
    public void The_worked_example_holds()
    {
        Run("10:00", "10:02");
        _short.Fail(1, HealthWorld.At("10:02"));
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", "10:06");
        _short.Fail(0);
        Assert.Empty(Run("10:06", "10:14"));
        InternetEvent active = Assert.Single(Run("10:14", "10:15")).Event;
        Assert.Equal(
            ("B", HealthWorld.At("10:02"), EventStatus.Active, HealthMetric.Availability),
            (active.ClientLocation.City, active.StartedAt, active.Status, active.Metric));
        Run("10:15", "10:21");
        _long.Fail(0);
        Assert.Empty(Run("10:21", "10:29"));
        InternetEvent resolved = Assert.Single(Run("10:29", "10:30")).Event;
        Assert.Equal((active.EventId, HealthWorld.At("10:21"), EventStatus.Resolved), (resolved.EventId, resolved.EndedAt, resolved.Status));
        Run("10:30", "10:31");
        long nextDay = HealthWorld.At("10:19") + 24 * 3600;
        Assert.Empty(Step(nextDay));
        Assert.Single(_tracker.Map);
        Assert.True(Assert.Single(Step(nextDay + 60)).IsRemoved);
        Assert.Empty(_tracker.Map);
    }

    [Theory]
    [InlineData("10:06", 0)]
    [InlineData("10:07", 1)]
    public void Five_minutes_exactly_are_long_enough(string until, int shown)
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", until);
        _long.Fail(0);
        Assert.Equal(shown, Run(until, "10:15").Count);
        Assert.All(_tracker.Map, one => Assert.Equal(EventStatus.Resolved, one.Status));
    }

    [Fact]
    public void Who_is_no_top_talker_never_appears()
    {
        _topTalkers.Remove(_long.CityNetwork.Id);
        _long.Fail(1, HealthWorld.At("10:02"));
        Assert.Empty(Run("10:02", "10:46"));
    }

    [Fact]
    public void What_is_merely_significant_opens_nothing()
    {
        _long.Fail(1, HealthWorld.At("10:02"), OpeningPath.None);
        Assert.Empty(Run("10:02", "10:46"));
    }

    [Fact]
    public void The_services_own_fault_is_no_weather()
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        _short.Fail(1, HealthWorld.At("10:02"));
        _blames.Add(HealthWorld.BlameOn(HealthMetric.Availability, Cause.Service, new(ElementKind.ServiceLocation, HealthWorld.Frankfurt, ""), 0.9, _short, _long));
        Assert.Empty(Run("10:02", "10:46"));
    }

    [Fact]
    public void A_client_location_is_one_event_over_all_service_locations()
    {
        WorldPair other = _world.Add("B", location: "us-east-1");
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", "10:05");
        _long.Fail(0);
        other.Fail(1, HealthWorld.At("10:05"));
        InternetEvent one = Assert.Single(Run("10:05", "10:15")).Event;
        Assert.Equal((HealthWorld.At("10:02"), EventStatus.Active), (one.StartedAt, one.Status));
    }

    [Fact]
    public void Silence_ends_an_event_where_it_was_last_seen()
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", "10:15");
        _long.Availability = WorldPair.Unknown(HealthState.Insufficient);
        Assert.Empty(Run("10:15", "10:44"));
        Assert.Equal(HealthWorld.At("10:15"), Assert.Single(Run("10:44", "10:45")).Event.EndedAt);
    }

    [Fact]
    public void A_problem_that_returns_at_once_is_the_same_event()
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", "10:10");
        _long.Fail(0);
        string id = Assert.Single(Run("10:10", "10:15")).Event.EventId;
        _long.Fail(1, HealthWorld.At("10:20"));
        InternetEvent back = Assert.Single(Run("10:20", "10:30")).Event;
        Assert.Equal((id, EventStatus.Active, (long?)null), (back.EventId, back.Status, back.EndedAt));
    }

    [Fact]
    public void Ids_are_uuids_that_depend_on_the_problem_alone()
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        string id = Run("10:02", "10:15")[0].Event.EventId;
        _tracker = new(new());
        Assert.Equal(id, Run("10:02", "10:15")[0].Event.EventId);
        Assert.Equal('8', Guid.ParseExact(id, "D").ToString()[14]);
        _tracker = new(new());
        _long.Fail(1, HealthWorld.At("10:03"));
        InternetEvent other = Run("10:03", "10:15")[0].Event;
        Assert.NotEqual(id, other.EventId);
        Assert.Equal($"arn:aws:internetmonitor::123456789012:internet-event/{other.EventId}", other.ArnFor("123456789012"));
    }

    [Fact]
    public void A_restart_goes_on_with_the_same_events()
    {
        _long.Fail(1, HealthWorld.At("10:02"));
        Run("10:02", "10:10");
        Restart();
        string id = Assert.Single(Run("10:10", "10:15")).Event.EventId;
        Restart();
        Assert.Equal(id, Assert.Single(_tracker.Map).EventId);
        _long.Fail(0);
        Assert.Equal((id, EventStatus.Resolved), Run("10:15", "10:30").Select(change => (change.Event.EventId, change.Event.Status)).Single());
        Assert.Throws<FormatException>(() => InternetEventTracker.Restore("{\"Version\":9,\"Courses\":[]}"u8, new()));
        Assert.Throws<FormatException>(() => InternetEventTracker.Restore("nonsense"u8, new()));
    }

    private void Restart() => _tracker = InternetEventTracker.Restore(_tracker.Save(), new());

    private List<InternetEventChange> Run(string from, string until)
    {
        List<InternetEventChange> changes = [];
        for (long start = HealthWorld.At(from); start < HealthWorld.At(until); start += 60)
        {
            changes.AddRange(Step(start));
        }
        return changes;
    }

    private IReadOnlyList<InternetEventChange> Step(long start) => _tracker.Advance(_world.Map(start), _blames, _topTalkers);
}
