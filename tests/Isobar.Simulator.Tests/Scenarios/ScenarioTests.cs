using System.Collections.Immutable;
using System.Text;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Scenarios;

public sealed class ScenarioTests
{
    /// <summary>2026-01-31 18:00 UTC.</summary>
    private const long Start = 1_769_882_400;

    private static readonly SimulatedWorld s_world = new(new WorldOptions { Seed = 2, Pairs = 400, StartSeconds = Start - Start % 3600, EndSeconds = Start + 86_400 });

    [Fact]
    public void Every_kind_of_element_is_read()
    {
        SimulatedPair pair = s_world.Pairs.First(pair => pair.CityNetwork.Subdivision != "N/A");
        SimulatedPair other = s_world.Pairs.First(pair => pair.CityNetwork.Subdivision == "N/A");
        (string Text, FaultElement Element)[] cases =
        [
            ("location:frankfurt", FaultElement.OfLocation("frankfurt")),
            ("zone:frankfurt-b", FaultElement.OfZone("frankfurt", "frankfurt-b")),
            ($"path:{pair.ServiceLocation}/{pair.AsPaths[0].Text}", FaultElement.OfPath(pair.ServiceLocation, pair.AsPaths[0].Text)),
            ($"transit:{pair.AsPaths[0].Transit[0]}", FaultElement.OfTransit(pair.AsPaths[0].Transit[0])),
            ($"network:AS{pair.CityNetwork.Asn}", FaultElement.OfClientAsn(pair.CityNetwork.Asn)),
            ($"city:{pair.CityNetwork.CountryCode}/{pair.CityNetwork.Subdivision}/{pair.CityNetwork.City}",
                FaultElement.OfCity(pair.CityNetwork.CountryCode, pair.CityNetwork.Subdivision, pair.CityNetwork.City)),
            ($"city:{other.CityNetwork.CountryCode}/{other.CityNetwork.City}", FaultElement.OfCity(other.CityNetwork.CountryCode, "N/A", other.CityNetwork.City)),
            ($"country:{pair.CityNetwork.CountryCode}", FaultElement.OfCountry(pair.CityNetwork.CountryCode)),
            ("ipv6:tokyo", FaultElement.OfFamily("tokyo", AddressFamily.IPv6)),
            ("ipv4:tokyo", FaultElement.OfFamily("tokyo", AddressFamily.IPv4)),
            ($"pair:{other.CityNetwork.Asn}@{other.CityNetwork.CountryCode}/{other.CityNetwork.City}@{other.ServiceLocation}",
                FaultElement.OfPair(other.CityNetwork.Id, other.ServiceLocation)),
        ];
        foreach ((string text, FaultElement element) in cases)
        {
            Scenario? scenario = Read($$"""{"faults": [{"element": "{{text}}", "kind": "fail", "from": "+1m", "to": "+2m"}]}""", out ImmutableArray<string> errors);
            Assert.Empty(errors);
            Assert.Equal(new FaultSpec(element, FaultKind.Fail, Start + 60, Start + 120, 1), Assert.Single(scenario!.Faults));
        }
    }

    [Fact]
    public void Every_kind_of_fault_is_read_with_its_sizes_and_times()
    {
        Scenario? scenario = Read("""
            {
              // A rehearsal.
              "faults": [
                {"element": "location:frankfurt", "kind": "vanish", "share": 0.25, "from": "2026-01-31T18:10:00Z", "to": "2026-01-31T18:20Z"},
                {"element": "location:frankfurt", "kind": "rtt-add", "delay": "80ms", "from": "+0s", "to": "+1h30m"},
                {"element": "location:frankfurt", "kind": "rtt-multiply", "factor": 2.5, "from": "+1s", "to": "+2s"},
                {"element": "location:frankfurt", "kind": "partial", "delay": "1.5s", "from": "+1m", "to": "+1d"},
                {"element": "location:frankfurt", "kind": "service-fail", "from": "+1m", "to": "+2m"},
                {"element": "location:frankfurt", "kind": "service-slow", "delay": "250us", "from": "+1m", "to": "+2m"},
              ],
            }
            """, out ImmutableArray<string> errors);
        Assert.Empty(errors);
        FaultElement frankfurt = FaultElement.OfLocation("frankfurt");
        Assert.Equal(
            (FaultSpec[])
            [
                new(frankfurt, FaultKind.Vanish, Start + 600, Start + 1200, 0.25),
                new(frankfurt, FaultKind.RttAdd, Start, Start + 5400, 1) { DelayMicros = 80_000 },
                new(frankfurt, FaultKind.RttMultiply, Start + 1, Start + 2, 1) { Factor = 2.5 },
                new(frankfurt, FaultKind.Partial, Start + 60, Start + 86_400, 1) { DelayMicros = 1_500_000 },
                new(frankfurt, FaultKind.ServiceFail, Start + 60, Start + 120, 1),
                new(frankfurt, FaultKind.ServiceSlow, Start + 60, Start + 120, 1) { DelayMicros = 250 },
            ],
            scenario!.Faults);
        Assert.Equal(6, s_world.WithFaults(scenario.Plan).Faults.Length);
    }

    [Fact]
    public void All_errors_are_listed_with_their_places()
    {
        Scenario? scenario = Read("""
            {
              "fault": 1,
              "faults": [
                {"element": "location:atlantis", "kind": "fial", "from": "+1m", "to": "+30s", "comment": ""},
                {"element": "frankfurt", "kind": "fail", "share": 1.2, "delay": "1s", "from": "tomorrow"},
                {"element": "zone:nowhere", "kind": "rtt-add", "from": "+1m", "to": "+2m"},
                {"element": "network:big", "kind": "rtt-multiply", "from": "+1m", "to": "+2m"},
                {"element": "pair:1@DE", "kind": "partial", "delay": "60s", "from": "+1m", "to": "+2m"},
                {"element": "city:Berlin", "kind": "fail", "factor": 2, "from": 7, "to": "+2m"},
                {"element": "path:x", "kind": "rtt-multiply", "factor": 1, "from": "+1m", "to": "+2m"},
                "fault"
              ]
            }
            """, out ImmutableArray<string> errors);
        Assert.Null(scenario);
        string[] expected =
        [
            "line 2: fault: there is no such member", "line 4: faults[0].comment: there is no such member",
            "line 4: faults[0].element: this world has no traffic through location atlantis; the busiest are location:",
            "line 4: faults[0].kind: \"fial\" is no kind; known are fail, vanish", "line 4: faults[0].to: it is not after from",
            "line 5: faults[1].element: \"frankfurt\" is no kind of element", "line 5: faults[1].share: expected a number above 0 and up to 1",
            "line 5: faults[1].delay: faults of this kind have none", "line 5: faults[1].from: expected a time", "line 5: faults[1].to: it is missing",
            "line 6: faults[2].element: no service location has a zone \"nowhere\"; there are frankfurt-a", "line 6: faults[2].delay: faults of this kind need one",
            "line 7: faults[3].element: \"big\" is no AS number", "line 7: faults[3].factor: faults of this kind need one",
            "line 8: faults[4].element: expected network, city and service location", "line 8: faults[4].delay: expected a time above 0 and below a minute",
            "line 9: faults[5].element: expected country and city", "line 9: faults[5].factor: only rtt-multiply has one", "line 9: faults[5].from: expected a text in quotes",
            "line 10: faults[6].element: expected a service location and AS numbers", "line 10: faults[6].factor: expected a number above 1",
            "line 11: faults[7]: expected an object with element, kind",
        ];
        Assert.Equal(expected.Length, errors.Length);
        Assert.All(expected.Zip(errors), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_that_is_there_twice_and_times_outside_of_the_run_are_faults_of_their_own_line()
    {
        Scenario? scenario = Read("""
            {
              "faults": [
                {
                  "element": "location:frankfurt", "kind": "fail",
                  "share": 0.5, // half of it
                  "share": 0.6,
                  "from": "2026-01-31T17:59Z",
                  "to": "2026-04-01T00:00Z"
                }
              ]
            }
            """, out ImmutableArray<string> errors);
        Assert.Null(scenario);
        Assert.Equal(
            [
                "line 6: faults[0].share: it is there twice", "line 7: faults[0].from: the run starts later, at 2026-01-31T18:00:00Z",
                "line 8: faults[0].to: a run lasts 31 days at most, and starts at 2026-01-31T18:00:00Z",
            ],
            errors.AsEnumerable());
    }

    [Fact]
    public void What_a_world_lists_for_scenarios_can_be_written_there()
    {
        foreach (string kind in WorldElements.Kinds)
        {
            WorldElement[] elements = [.. WorldElements.Of(s_world, kind)];
            Assert.NotEmpty(elements);
            Assert.Equal(elements.OrderByDescending(one => one.TrafficShare).Select(one => one.Text), elements.Select(one => one.Text));
            // Paths have one or two transit networks.
            Assert.InRange(elements.Sum(one => one.TrafficShare), 0.999, kind == "transit" ? 2 : 1.001);
            foreach (WorldElement element in elements.Take(6))
            {
                Scenario? scenario = Read($$"""{"faults": [{"element": "{{element.Text}}", "kind": "fail", "from": "+1m", "to": "+2m"}]}""", out ImmutableArray<string> errors);
                Assert.Empty(errors);
                Assert.Equal(element.Pairs, s_world.PairsTouchedBy(scenario!.Faults[0].Element));
            }
        }
    }

    [Theory]
    [InlineData("{\"faults\": [", "line 1, byte 13: this is not JSON")]
    [InlineData("[]", "line 1: expected an object with a list \"faults\"")]
    [InlineData("{\"faults\": {}}", "line 1: expected an object with a list \"faults\"")]
    public void What_is_no_scenario_is_said_so(string json, string error)
    {
        Assert.Null(Read(json, out ImmutableArray<string> errors));
        Assert.StartsWith(error, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("80ms", 80_000)]
    [InlineData("1h30m", 5_400_000_000)]
    [InlineData("0.5s", 500_000)]
    [InlineData("2d", 172_800_000_000)]
    [InlineData("0s", 0)]
    [InlineData("", -1)]
    [InlineData("5", -1)]
    [InlineData("ms", -1)]
    [InlineData("30m1h", -1)]
    [InlineData("1m1m", -1)]
    [InlineData("1.2.3s", -1)]
    [InlineData("-5s", -1)]
    [InlineData("9999999d", -1)]
    [InlineData("5 s", -1)]
    public void Durations_are_numbers_with_falling_units(string text, long micros)
    {
        Assert.Equal(micros >= 0, DurationText.TryRead(text, out long read));
        Assert.True(micros < 0 || read == micros);
    }

    private static Scenario? Read(string json, out ImmutableArray<string> errors) => Scenario.Read(Encoding.UTF8.GetBytes(json), s_world, Start, out errors);
}
