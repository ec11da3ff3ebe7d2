using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Attribution;

namespace Isobar.Core.Tests.Events;

public sealed class EventGroupTests
{
    private static readonly TestWorld s_world = TestWorld.Make(1, 1200);

    /// <summary>Networks of many pairs, so that each fault is more than its busiest pair.</summary>
    private static readonly string s_asn = s_world.Pairs.GroupBy(pair => pair.Pair.CityNetwork.Asn).Where(group => group.Count() >= 8)
        .MaxBy(group => group.Sum(pair => pair.Votes))!.Key.ToString(System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(ElementKind.ClientAsn, EvidenceStream.NetworkFailures, 0.8)]
    [InlineData(ElementKind.ClientAsn, EvidenceStream.Rtt, 0.4)]
    [InlineData(ElementKind.ServiceLocation, EvidenceStream.NetworkFailures, 0.2)]
    [InlineData(ElementKind.ServiceLocation, EvidenceStream.Rtt, 0.8)]
    public void A_fault_is_one_group_from_its_first_window_until_hours_after_its_end(ElementKind kind, EvidenceStream stream, double share)
    {
        NetworkElement element = kind == ElementKind.ClientAsn ? new(kind, "", s_asn) : new(kind, s_world.Locations[0], "");
        EventGroup group = Assert.Single(Play(40, new PlantedFault(element, stream, share, 3, 14)));
        Assert.Equal((element, EventGroupStatus.Resolved), (group.Element, group.Status));
    }

    /// <summary>The last word on each group that opened.</summary>
    private static List<EventGroup> Play(int windows, params PlantedFault[] faults)
    {
        TestEngine engine = new(s_world, 1, faults);
        EventGroupTracker tracker = new();
        Dictionary<string, EventGroup> last = [];
        for (int window = 0; window < windows; window++)
        {
            foreach (EventGroupChange change in tracker.Advance(engine.Next()))
            {
                last[change.Group.Id] = change.Group;
            }
        }
        return [.. last.Values];
    }
}
