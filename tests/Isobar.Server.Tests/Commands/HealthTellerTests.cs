using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Commands;

namespace Isobar.Server.Tests.Commands;

public sealed class HealthTellerTests
{
    [Fact]
    public void An_event_is_told_with_time_place_share_cause_and_action_in_one_line()
    {
        string told = Tell(new HealthEventChange(HealthEventChangeKind.Created, Event()));
        Assert.Equal(
            "2026-01-05 10:10:00 UTC opened   performance: EXAMPLE-NET, Berlin, DE at eu-central-1, 12.5 % of the traffic, since 10:00:00; "
            + "cause: client network AS64500 (confidence 93.0 %); Open a ticket with AS64500.\n",
            told);
    }

    [Fact]
    public void Its_end_is_told_with_its_length()
    {
        string told = Lines(new(HealthEventChangeKind.Created, Event()), Closed(Event()))[1];
        Assert.Contains("resolved performance:", told, StringComparison.Ordinal);
        Assert.Contains("up to 12.5 % of the traffic, lasted 30 min", told, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket", told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_whose_begin_was_not_told_ends_in_silence() => Assert.Empty(Lines(Closed(Event())));

    [Fact]
    public void A_local_event_that_was_told_before_the_overall_one_opened_is_told_to_its_end()
    {
        string[] lines = Lines(
            new(HealthEventChangeKind.Created, Local("1")), new(HealthEventChangeKind.Created, Event()), new(HealthEventChangeKind.Created, Local("2")), Closed(Local("1")),
            Closed(Local("2")), Closed(Event()));
        Assert.Equal(["opened local", "opened overall", "resolved local", "resolved overall"], lines.Select(Word));
    }

    [Fact]
    public void Windows_that_come_together_are_told_in_the_order_of_time()
    {
        HealthEvent grown = Event() with { PercentOfTotalTrafficImpacted = 60 };
        string[] lines = Tell(new HealthEventChange(HealthEventChangeKind.Created, Event()), Closed(grown)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["opened overall", "resolved overall"], lines.Select(Word));
    }

    [Fact]
    public void Only_changes_that_matter_are_told()
    {
        HealthEvent one = Event();
        HealthEventChange created = new(HealthEventChangeKind.Created, one);
        Assert.Single(Lines(created, new(HealthEventChangeKind.Updated, one with { PercentOfTotalTrafficImpacted = 14 })));
        Assert.Equal(2, Lines(created, new(HealthEventChangeKind.Updated, one with { PercentOfTotalTrafficImpacted = 30 })).Length);
        EventBlame service = one.Blames[0] with { Cause = Cause.Service };
        string[] lines = Lines(created, new(HealthEventChangeKind.Updated, one with { Blames = [service] }));
        Assert.Contains("your service itself", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_local_events_of_a_window_five_are_told()
    {
        StringWriter output = new();
        HealthTeller teller = new(Terminal.For(output, ImmutableDictionary<string, string>.Empty));
        teller.Tell([.. Enumerable.Range(0, 8).Select(number => new HealthEventChange(
            HealthEventChangeKind.Created, Local($"{number}")))]);
        Assert.Equal(6, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("and 3 more local events", output.ToString(), StringComparison.Ordinal);
        output.GetStringBuilder().Clear();
        teller.Tell([.. Enumerable.Range(0, 8).Select(number => Closed(Local($"{number}")))]);
        Assert.Equal(5, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static HealthEvent Local(string id) => Event() with { EventId = id, ImpactType = HealthEventImpactType.LocalPerformance };

    private static HealthEventChange Closed(HealthEvent one) =>
        new(HealthEventChangeKind.Closed, one with { Status = EventStatus.Resolved, EndedAt = Start + 1800, LastUpdatedAt = Start + 1800 });

    private static string Word(string line) =>
        $"{(line.Contains(" resolved ", StringComparison.Ordinal) ? "resolved" : line.Contains(" opened ", StringComparison.Ordinal) ? "opened" : "other")} {(line.Contains(" local ", StringComparison.Ordinal) ? "local" : "overall")}";

    private static long Start { get; } = new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    private static string Tell(params HealthEventChange[] changes)
    {
        StringWriter output = new() { NewLine = "\n" };
        new HealthTeller(Terminal.For(output, ImmutableDictionary<string, string>.Empty)).Tell(changes);
        return output.ToString();
    }

    private static string[] Lines(params HealthEventChange[] windows)
    {
        StringWriter output = new() { NewLine = "\n" };
        HealthTeller teller = new(Terminal.For(output, ImmutableDictionary<string, string>.Empty));
        foreach (HealthEventChange change in windows)
        {
            teller.Tell([change]);
        }
        return output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static HealthEvent Event() => new()
    {
        EventId = "2026-01-05T10-00-00Z/latency",
        EventArn = "arn",
        MonitorName = "default",
        ImpactType = HealthEventImpactType.Performance,
        StartedAt = Start,
        CreatedAt = Start + 600,
        LastUpdatedAt = Start + 600,
        Status = EventStatus.Active,
        PercentOfTotalTrafficImpacted = 12.5,
        HealthScoreThreshold = 95,
        Score = 87.5,
        ImpactedLocations =
        [
            new()
            {
                CityNetwork = new CityNetworkId(1),
                ServiceLocation = "eu-central-1",
                AsName = "EXAMPLE-NET",
                AsNumber = 64500,
                Country = "Germany",
                CountryCode = "DE",
                Subdivision = "Land",
                Metro = CityNetwork.NotAvailable,
                City = "Berlin",
                Status = EventStatus.Active,
                InternetHealth = new(null, null, null),
                HitSince = Start,
                HitUntil = Start + 600,
                LowestScore = 40,
            },
        ],
        LocationCount = 1,
        Blames = [new(BlameVerdict.Blamed, Cause.ClientNetwork, new(ElementKind.ClientAsn, "", "64500"), 0.93, [], 1)],
        Reason = "",
        Action = new(RecommendedActionKind.OpenTicket, "Open a ticket with AS64500."),
    };
}
