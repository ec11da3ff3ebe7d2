using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>When more is hit than an event can list.</summary>
public sealed class ManyLocationsTests
{
    private const int Cities = HealthEventTracker.LocationLimit + 200;

    private readonly HealthWorld _world = new();
    private readonly WorldPair[] _pairs;
    private readonly MonitorRun _run;

    public ManyLocationsTests()
    {
        _pairs = [.. Enumerable.Range(0, Cities).Select(i => _world.Add($"City {i}").Send(100 + i))];
        _run = new(_world, HealthWorld.Monitor() with { HealthEvents = new() { AvailabilityScoreThreshold = 99, AvailabilityLocal = new(IsEnabled: false) } });
        foreach (WorldPair pair in _pairs)
        {
            pair.Fail(0.5);
        }
    }

    [Fact]
    public void The_greatest_are_listed_and_all_are_counted()
    {
        HealthEvent one = Assert.Single(_run.Step("10:00").Events.Changes).Event;
        Assert.Equal((HealthEventTracker.LocationLimit, Cities), (one.ImpactedLocations.Length, one.LocationCount));
        Assert.Equal(50, one.PercentOfTotalTrafficImpacted, 6);
        Assert.Equal($"City {Cities - 1}", one.ImpactedLocations[0].City);
        Assert.DoesNotContain(one.ImpactedLocations, location => location.City == "City 0");
    }

    [Fact]
    public void Those_without_room_are_held_too()
    {
        _run.Step("10:00");
        // The listed ones recover; the small ones, for which there was no room, fall silent with 2.4 % of the traffic hit.
        for (int i = 0; i < Cities; i++)
        {
            _pairs[i].Fail(0);
            _pairs[i].Availability = i < 200 ? WorldPair.Unknown(HealthState.Insufficient) : _pairs[i].Availability;
        }
        MonitorStep step = _run.Step("10:05");
        Assert.Equal(100, step.Window.Availability.Score);
        Assert.Equal(EventStatus.Active, Assert.Single(_run.Monitor.Events).Status);
    }

    [Fact]
    public void A_location_that_is_hit_harder_later_takes_a_place()
    {
        WorldPair late = _world.Add("Late").Send(1000);
        _run.Step("10:00");
        late.Fail(1);
        _run.Step("10:05");
        HealthEvent one = Assert.Single(_run.Monitor.Events);
        Assert.Equal(("Late", HealthEventTracker.LocationLimit, Cities + 1), (one.ImpactedLocations[0].City, one.ImpactedLocations.Length, one.LocationCount));
    }

    [Fact]
    public void A_resource_that_leaves_ends_the_events_and_its_traffic_is_forgotten()
    {
        _run.Step("10:00");
        HealthEventOutcome outcome = _run.Monitor.Apply(_run.Monitor.Settings with { Resources = [] }, HealthWorld.At("10:07"));
        Assert.Equal(ClosingReason.Settings, Assert.Single(outcome.Changes).Event.ClosedBecause);
        Assert.Equal(0, _run.Step("10:05").Window.TotalWeight);
    }
}
