using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>The recommended action, one for every event, by its main cause (section 10 of the statistical design).</summary>
public static class ActionAdvisor
{
    /// <summary>What to do about an event.</summary>
    public static RecommendedAction For(HealthEvent healthEvent)
    {
        ArgumentNullException.ThrowIfNull(healthEvent);
        EventBlame? main = healthEvent.Blames.FirstOrDefault();
        if (main is not { Verdict: BlameVerdict.Blamed })
        {
            return Wait(main);
        }
        return main.Cause switch
        {
            Cause.Service => new(RecommendedActionKind.InspectService, Inspect(healthEvent)),
            Cause.ServiceLocation => new(RecommendedActionKind.ShiftTraffic, Shift(main)),
            Cause.Transit or Cause.ClientNetwork => TicketWriter.Write(healthEvent, main),
            Cause.Place => new(
                RecommendedActionKind.Wait,
                $"Wait: several networks of {EventText.Element(main.Element)} are hit at once and are fine elsewhere, as after a power cut or a cable fault. "
                + "Tell your users there; neither you nor one provider can repair it."),
            _ => Wait(main),
        };
    }

    private static string Inspect(HealthEvent healthEvent) => healthEvent.Metric == HealthMetric.Availability
        ? $"Inspect your service, or roll back what changed before {EventText.Time(healthEvent.StartedAt)}: its own failures rose, over networks that have nothing in common."
        : $"Inspect your service, or roll back what changed before {EventText.Time(healthEvent.StartedAt)}: its answers got slower while the networks did not.";

    private static string Shift(EventBlame blame) => blame.Element.Kind switch
    {
        ElementKind.Zone => $"Shift traffic from zone {blame.Element.Key} to the other zones of {blame.Element.ServiceLocation}; users served there are fine.",
        ElementKind.AddressFamily => $"Take {EventText.Element(blame.Element)} out of your DNS answers until it works again; the other address family is fine there.",
        _ => $"Shift traffic from {blame.Element.ServiceLocation} to another location, and inspect its uplink: users of unrelated networks are hit there.",
    };

    private static RecommendedAction Wait(EventBlame? blame) => new(RecommendedActionKind.Wait, blame switch
    {
        { Verdict: BlameVerdict.Ambiguous } =>
            $"Wait: {string.Join(" and ", blame.Suspects.Take(2).Select(suspect => EventText.Element(suspect.Element)))} explain the drop about equally well. "
            + "Traffic of one without the other would make it clear.",
        { Verdict: BlameVerdict.Blamed } => "Wait: the cause is not known.",
        _ => "Wait: too few places see the drop to say whose fault it is. It becomes clear when at least six that share a network, a path or a location "
            + "are hit and comparable ones are not.",
    });
}
