using Isobar.Core.Events;
using Isobar.Core.Traffic;
using Isobar.Server.Api.Events;

namespace Isobar.Server.Tests.Api.Events;

/// <summary>What is added to a stored event when it is read: who was seen lately where it is hit, as events hold no addresses.</summary>
public sealed class HealthEventAnswersTests
{
    private static readonly HealthEvent s_stored = Samples.LocalEvent("shop", Samples.Midnight, null);

    [Fact]
    public void The_prefixes_of_the_clients_stand_on_the_place_that_is_hit_and_in_the_text_to_send()
    {
        ClientPrefixes prefixes = new();
        prefixes.Add(Address("192.0.2.7"));
        prefixes.Add(Address("2001:db8:5::1"));
        HealthEvent read = new HealthEventAnswers(place => place == Samples.Berlin.Id ? prefixes : null).Read(EventRows.Of(s_stored).Json);
        Assert.Equal(["192.0.2.0/24"], read.ImpactedLocations[0].Ipv4Prefixes.ToArray());
        Assert.Equal(["2001:db8:5::/48"], read.ImpactedLocations[0].Ipv6Prefixes.ToArray());
        Assert.Equal(ActionAdvisor.For(read), read.Action);
    }

    [Fact]
    public void Where_nobody_was_seen_the_event_stays_as_it_is_stored()
    {
        HealthEvent read = new HealthEventAnswers(_ => null).Read(EventRows.Of(s_stored).Json);
        Assert.Equal(s_stored.Action, read.Action);
        Assert.Equal(s_stored.ImpactedLocations[0].Ipv4Prefixes.ToArray(), read.ImpactedLocations[0].Ipv4Prefixes.ToArray());
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out IpAddress address) ? address : throw new FormatException(text);
}
