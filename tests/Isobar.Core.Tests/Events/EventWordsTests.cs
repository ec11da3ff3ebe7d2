using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>What an event says, and what it recommends.</summary>
public sealed class EventWordsTests
{
    private readonly HealthWorld _world = new();
    private readonly WorldPair _hit;

    public EventWordsTests()
    {
        _hit = _world.Add("Berlin", asn: 3320, network: "Deutsche Telekom").Send(500).Fail(0.052);
        _hit.Evidence[HealthMetric.Availability] = HealthWorld.Failures(57, 1000, 0.005, 0.052, 0.04, 0.07);
        _world.Add("B").Send(500);
    }

    [Fact]
    public void One_sentence_says_why_and_how_sure()
    {
        HealthEvent one = Event();
        Assert.Equal(
            "57 of 1,000 attempts from Deutsche Telekom in Berlin failed, usually 5; p < 1e-9; 5.2 % (4-7 %) of that traffic is affected; "
            + "a drop of 3 % would have been found; compared with its own history over 30 days.",
            EventSentences.OfEvidence(one.ImpactedLocations[0], one.ImpactedLocations[0].Evidence!));
        Assert.StartsWith("2.6 % of all traffic is affected, in one city-network. 57 of 1,000 attempts", one.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EvidenceStream.ServiceFailures, "57 of 1,000 attempts from Deutsche Telekom in Berlin were failed by the service, usually 5;")]
    [InlineData(EvidenceStream.Volume, "57 clients from Deutsche Telekom in Berlin came where 1,000 were expected;")]
    [InlineData(EvidenceStream.Rtt, "57 of 1,000 round trips from Deutsche Telekom in Berlin took more than 66.7 ms, usually 5 (usual p50 60 ms);")]
    [InlineData(EvidenceStream.Ttfb, "57 of 1,000 first bytes to Deutsche Telekom in Berlin took more than 66.7 ms, usually 5 (usual p50 60 ms);")]
    public void Every_stream_has_its_words(EvidenceStream stream, string start)
    {
        HealthEvent one = Event();
        Evidence evidence = one.ImpactedLocations[0].Evidence! with { Stream = stream, Percentile = 50, BaselineMicros = 60_000, EdgeMicros = 66_700 };
        Assert.StartsWith(start, EventSentences.OfEvidence(one.ImpactedLocations[0], evidence), StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_of_an_aggregate_speaks_of_the_aggregate()
    {
        HealthEvent one = Event();
        Evidence evidence = one.ImpactedLocations[0].Evidence! with { Tested = new(ElementKind.ClientAsn, HealthWorld.Frankfurt, "3320"), PValue = 4e-6, SmallestDrop = 2 };
        string text = EventSentences.OfEvidence(one.ImpactedLocations[0], evidence);
        Assert.Contains("from client network AS3320 failed", text, StringComparison.Ordinal);
        Assert.Contains("p = 4e-6", text, StringComparison.Ordinal);
        Assert.Contains("smaller drops would not have been found", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Cause.Service, ElementKind.ServiceLocation, "", RecommendedActionKind.InspectService, "Inspect your service, or roll back what changed before 2026-01-05 10:00 UTC")]
    [InlineData(Cause.ServiceLocation, ElementKind.ServiceLocation, "", RecommendedActionKind.ShiftTraffic, "Shift traffic from eu-central-1 to another location")]
    [InlineData(Cause.ServiceLocation, ElementKind.Zone, "eu-central-1a", RecommendedActionKind.ShiftTraffic, "Shift traffic from zone eu-central-1a to the other zones")]
    [InlineData(Cause.ServiceLocation, ElementKind.AddressFamily, "6", RecommendedActionKind.ShiftTraffic, "Take IPv6 at eu-central-1 out of your DNS answers")]
    [InlineData(Cause.Transit, ElementKind.TransitAs, "64999", RecommendedActionKind.OpenTicket, "Open a ticket with AS64999 (TRANSIT)")]
    [InlineData(Cause.Transit, ElementKind.AsPath, "16509 64999 3320", RecommendedActionKind.OpenTicket, "Open a ticket with AS64999 (TRANSIT)")]
    [InlineData(Cause.ClientNetwork, ElementKind.ClientAsn, "3320", RecommendedActionKind.OpenTicket, "Open a ticket with AS3320 (Deutsche Telekom)")]
    [InlineData(Cause.ClientNetwork, ElementKind.Pair, "0000000000000001", RecommendedActionKind.OpenTicket, "Open a ticket with AS3320 (Deutsche Telekom)")]
    [InlineData(Cause.Place, ElementKind.City, "DE/Land/N/A/Berlin", RecommendedActionKind.Wait, "Wait: several networks of Berlin")]
    public void Every_cause_has_its_action(Cause cause, ElementKind kind, string key, RecommendedActionKind action, string start)
    {
        HealthEvent one = Event(Blamed(cause, new(kind, HealthWorld.Frankfurt, key)));
        Assert.Equal(action, one.Action.Kind);
        Assert.StartsWith(start, one.Action.Text, StringComparison.Ordinal);
        Assert.Equal(action == RecommendedActionKind.OpenTicket, one.Action.TicketText is not null);
    }

    [Fact]
    public void Slow_answers_are_the_services_own_in_other_words()
    {
        _hit.Availability = WorldPair.Drop(0);
        _hit.Performance = WorldPair.Drop(0.5, stream: EvidenceStream.Ttfb);
        HealthEvent one = Event(Blamed(Cause.Service, new(ElementKind.ServiceLocation, HealthWorld.Frankfurt, "")) with { Metric = HealthMetric.Performance });
        Assert.Contains("its answers got slower while the networks did not", one.Action.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_named_means_wait()
    {
        Blame blame = Blamed(Cause.Unknown, new(ElementKind.Country, HealthWorld.Frankfurt, "DE")) with { Verdict = BlameVerdict.Insufficient };
        Assert.Contains("too few places", Event(blame).Action.Text, StringComparison.Ordinal);
        Blame ambiguous = blame with
        {
            Verdict = BlameVerdict.Ambiguous,
            Suspects =
            [
                new(new(ElementKind.TransitAs, HealthWorld.Frankfurt, "64999"), 9, 9, 0, 30, 0.91, 1),
                new(new(ElementKind.ClientAsn, HealthWorld.Frankfurt, "3320"), 8, 8, 1, 31, 0.88, 0.9),
            ],
        };
        HealthEvent one = Event(ambiguous);
        Assert.StartsWith("Wait: transit network AS64999 and client network AS3320 explain", one.Action.Text, StringComparison.Ordinal);
        Assert.Contains("(8 of 8 pairs inside see the drop, 1 of 31 comparable ones outside)", one.Reason, StringComparison.Ordinal);
        Assert.Null(one.ImpactedLocations[0].CausedBy);
    }

    [Fact]
    public void A_ticket_is_ready_to_send()
    {
        _hit.RttMicros = [20_000, 95_000];
        HealthEvent one = Event(Blamed(Cause.Transit, new(ElementKind.TransitAs, HealthWorld.Frankfurt, "64999")));
        Assert.Equal("AS64999 (TRANSIT): connections fail toward eu-central-1 since 2026-01-05 10:00 UTC", one.Action.TicketSubject);
        string text = one.Action.TicketText!;
        string[] said =
        [
            "since 2026-01-05 10:00 UTC connections fail between our service at eu-central-1 and users behind AS64999 (TRANSIT)",
            "- AS3320 Deutsche Telekom, Berlin, Germany, to eu-central-1: 5.2 % affected, round-trip time p50",
            "(usual p50 14 ms, p90 31 ms)",
            "57 of 1,000 attempts",
            "Why we think that the cause is there: affected are 1 of 1 places behind it, and 0 of 20 comparable ones elsewhere (confidence 96 %).",
            "AS path: 16509 64999 3320",
            "Some of the affected prefixes: 198.51.100.0/24",
            "It is going on. Could you look into it",
        ];
        Assert.All(said, part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_ticket_about_what_is_over_says_when_it_was_and_asks_what_it_was()
    {
        HealthEvent one = Event(Blamed(Cause.Transit, new(ElementKind.TransitAs, HealthWorld.Frankfurt, "64999"))) with { EndedAt = HealthWorld.At("11:20") };
        RecommendedAction action = ActionAdvisor.For(one with { ImpactedLocations = [one.ImpactedLocations[0] with { Ipv6Prefixes = ["2001:db8::/48"] }] });
        Assert.Equal("AS64999 (TRANSIT): connections failed toward eu-central-1 from 2026-01-05 10:00 UTC to 2026-01-05 11:20 UTC", action.TicketSubject);
        Assert.Contains("Some of the affected prefixes: 198.51.100.0/24, 2001:db8::/48", action.TicketText!, StringComparison.Ordinal);
        Assert.EndsWith("Could you tell us what it was, and whether it will come back?\n", action.TicketText!, StringComparison.Ordinal);
    }

    [Fact]
    public void Usual_times_are_told_only_beside_present_ones()
    {
        HealthEvent one = Event(Blamed(Cause.Transit, new(ElementKind.TransitAs, HealthWorld.Frankfurt, "64999")));
        Assert.DoesNotContain("usual p50", one.Action.TicketText!, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_of_an_element_have_an_edge_each()
    {
        HealthEvent one = Event();
        Evidence evidence = one.ImpactedLocations[0].Evidence! with { Stream = EvidenceStream.Rtt, Percentile = 90, Tested = new(ElementKind.ClientAsn, HealthWorld.Frankfurt, "3320") };
        Assert.StartsWith(
            "57 of 1,000 round trips from client network AS3320 were slow for their place (clearly above its usual p90), usually 5;",
            EventSentences.OfEvidence(one.ImpactedLocations[0], evidence),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hardly_ever_is_usually_none_and_nothing_is_sure_to_a_hundred_percent()
    {
        HealthEvent one = Event(Blamed(Cause.Service, new(ElementKind.ServiceLocation, HealthWorld.Frankfurt, "")) with { Confidence = 0.99996 });
        Assert.Contains("Blamed with a confidence of over 99.9 %", one.Reason, StringComparison.Ordinal);
        Evidence evidence = one.ImpactedLocations[0].Evidence! with { ExpectedShare = 1e-5 };
        Assert.Contains("failed, usually none;", EventSentences.OfEvidence(one.ImpactedLocations[0], evidence), StringComparison.Ordinal);
    }

    [Fact]
    public void The_impairment_of_the_service_side_names_the_serving_network()
    {
        HealthEvent one = Event(Blamed(Cause.ServiceLocation, new(ElementKind.ServiceLocation, HealthWorld.Frankfurt, "")));
        NetworkImpairment cause = one.ImpactedLocations[0].CausedBy!;
        Assert.Equal((NetworkEventType.Service, "Amazon.com"), (cause.EventType, Assert.Single(cause.Networks).Name));
    }

    [Fact]
    public void The_greatest_part_of_the_impact_decides_on_the_action()
    {
        WorldPair other = _world.Add("Hamburg", asn: 64501).Send(500).Fail(0.9);
        Blame small = Blamed(Cause.Transit, new(ElementKind.TransitAs, HealthWorld.Frankfurt, "64999"));
        Blame great = HealthWorld.BlameOn(HealthMetric.Availability, Cause.Service, new(ElementKind.ServiceLocation, HealthWorld.Frankfurt, ""), 0.9, other);
        HealthEvent one = Event(small, great);
        Assert.Equal([Cause.Service, Cause.Transit], one.Blames.Select(blame => blame.Cause));
        Assert.Equal(1, one.Blames.Sum(blame => blame.ShareOfImpact), 9);
        Assert.Equal(RecommendedActionKind.InspectService, one.Action.Kind);
    }

    private Blame Blamed(Cause cause, NetworkElement element) => HealthWorld.BlameOn(HealthMetric.Availability, cause, element, 0.96, _hit);

    private HealthEvent Event(params Blame[] blames)
    {
        _world.Pairs.Update(_hit.Number, new(_hit.CityNetwork, _hit.Location, [new AsPath([16509, 64999, 3320])]));
        MonitorRun run = new(_world, HealthWorld.Monitor() with
        {
            HealthEvents = new() { AvailabilityScoreThreshold = 99, AvailabilityLocal = new(IsEnabled: false), PerformanceLocal = new(IsEnabled: false) },
        })
        {
            Facts = new()
            {
                NetworkName = asn => asn == 64999 ? "TRANSIT" : null,
                Ipv4Prefixes = _ => ["198.51.100.0/24"],
                UsualRoundTripTime = (_, _) => new(14, 31),
            },
        };
        return Assert.Single(run.Step("10:00", blames).Events.Changes).Event;
    }
}
