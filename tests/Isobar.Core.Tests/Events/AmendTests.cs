using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>Causes that are found later (spec 6.5, 6.6).</summary>
public sealed class AmendTests
{
    private readonly HealthWorld _world = new();
    private readonly MonitorRun _run;
    private readonly Blame _blame;
    private readonly string _id;

    public AmendTests()
    {
        WorldPair hit = _world.Add("A").Send(10).Fail(1);
        _world.Add("B").Send(90);
        _run = new(_world);
        _id = _run.Step("10:10").Events.Changes[0].Event.EventId;
        hit.Fail(0);
        _run.Step("10:15");
        _blame = HealthWorld.BlameOn(HealthMetric.Availability, Cause.ClientNetwork, new(ElementKind.ClientAsn, HealthWorld.Frankfurt, "64500"), 0.96, hit);
    }

    [Fact]
    public void A_cause_that_becomes_known_within_the_hour_is_added()
    {
        HealthEventChange change = Amend("10:40")!;
        Assert.Equal((HealthEventChangeKind.Updated, HealthWorld.At("10:40"), HealthWorld.At("10:15")), (change.Kind, change.Event.LastUpdatedAt, change.Event.EndedAt));
        NetworkImpairment cause = change.Event.ImpactedLocations[0].CausedBy!;
        Assert.Equal((NetworkEventType.Internet, 64500u), (cause.EventType, cause.Networks[0].Asn));
        Assert.Equal([16509u, 64500u], cause.AsPath.Select(network => network.Asn));
        Assert.Equal(RecommendedActionKind.OpenTicket, change.Event.Action.Kind);
        Assert.Equal(1, change.Event.Blames[0].ShareOfImpact);
    }

    [Theory]
    [InlineData("11:14:59", true)]
    [InlineData("11:15", false)]
    [InlineData("11:16", false)]
    public void From_an_hour_after_the_end_on_the_record_is_frozen(string now, bool taken) => Assert.Equal(taken, Amend(now) is not null);

    [Fact]
    public void News_about_another_event_or_metric_is_no_news()
    {
        Assert.Null(_run.Monitor.Amend("2026-01-05T09-00-00Z/availability", _blame, _world.Pairs, EventFacts.None, HealthWorld.At("10:40")));
        Assert.Null(_run.Monitor.Amend(_id, _blame with { Metric = HealthMetric.Performance }, _world.Pairs, EventFacts.None, HealthWorld.At("10:40")));
        Assert.Null(_run.Monitor.Amend(_id, _blame with { Pairs = [1] }, _world.Pairs, EventFacts.None, HealthWorld.At("10:40")));
    }

    [Fact]
    public void A_name_is_not_forgotten_for_a_later_doubt()
    {
        Amend("10:40");
        Assert.Null(_run.Monitor.Amend(
            _id, _blame with { Verdict = BlameVerdict.Insufficient, Cause = Cause.Unknown }, _world.Pairs, EventFacts.None, HealthWorld.At("10:45")));
    }

    private HealthEventChange? Amend(string now) => _run.Monitor.Amend(_id, _blame, _world.Pairs, EventFacts.None, HealthWorld.At(now));
}
