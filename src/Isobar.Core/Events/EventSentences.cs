using System.Text;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Why an event is there and how sure that is, in sentences that an engineer can check (section 10 of the statistical design).</summary>
public static class EventSentences
{
    /// <summary>The reason of an event: the impact, the strongest evidence, who is blamed.</summary>
    public static string ReasonOf(HealthEvent healthEvent)
    {
        ArgumentNullException.ThrowIfNull(healthEvent);
        StringBuilder text = new();
        if (!healthEvent.IsLocal)
        {
            text.Append(EventText.PercentNumber(healthEvent.PercentOfTotalTrafficImpacted)).Append(" % of all traffic is affected, in ")
                .Append(healthEvent.LocationCount == 1 ? "one city-network" : EventText.Count(healthEvent.LocationCount) + " city-networks").Append(". ");
        }
        ImpactedLocation? worst = healthEvent.ImpactedLocations.FirstOrDefault(location => location.Evidence is not null);
        text.Append(worst is not null ? OfEvidence(worst, worst.Evidence!)
            : healthEvent.ImpactedLocations.Length > 0 ? OfScore(healthEvent.ImpactedLocations[0], healthEvent.Metric)
            : "No location is known.");
        if (healthEvent.Blames.Length > 0)
        {
            text.Append(' ').Append(OfBlame(healthEvent.Blames[0]));
        }
        return text.ToString();
    }

    /// <summary>One test in a sentence: what was counted, what is usual, how certain the difference is, how much traffic that makes.</summary>
    public static string OfEvidence(ImpactedLocation location, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(evidence);
        string who = evidence.Tested.Kind == ElementKind.Pair ? EventText.Who(location) : EventText.Element(evidence.Tested);
        string usually = "usually " + EventText.Usually(evidence.Samples * evidence.ExpectedShare);
        string hits = $"{EventText.Count(evidence.Hits)} of {EventText.Count(evidence.Samples)}";
        string what = evidence.Stream switch
        {
            EvidenceStream.NetworkFailures => $"{hits} attempts from {who} failed, {usually}",
            EvidenceStream.ServiceFailures => $"{hits} attempts from {who} were failed by the service, {usually}",
            EvidenceStream.Volume => $"{EventText.Count(evidence.Hits)} clients from {who} came where {EventText.Count(evidence.Samples)} were expected",
            EvidenceStream.Rtt => $"{hits} round trips from {who} {Above(evidence)}, {usually}{UsualTime(evidence)}",
            _ => $"{hits} first bytes to {who} {Above(evidence)}, {usually}{UsualTime(evidence)}",
        };
        string low = EventText.PercentNumber(100 * evidence.DropLow), high = EventText.PercentNumber(100 * evidence.DropHigh);
        return $"{what}; {EventText.PValue(evidence.PValue)}; {EventText.Percent(evidence.Drop)} ({low}-{high} %) of that traffic is affected; "
            + $"{Detectable(evidence)}; compared with {Baseline(evidence)}.";
    }

    /// <summary>An explanation in a sentence, with its votes.</summary>
    public static string OfBlame(EventBlame blame)
    {
        ArgumentNullException.ThrowIfNull(blame);
        string votes = blame.Suspects.FirstOrDefault(suspect => suspect.Element == blame.Element) is { } suspect ? $" ({VotesOf(suspect)})" : "";
        return blame.Verdict switch
        {
            BlameVerdict.Blamed => $"Blamed with a confidence of {EventText.Confidence(blame.Confidence)}: {Culprit(blame)}{votes}.",
            BlameVerdict.Ambiguous => "Two suspects explain it about equally well: "
                + $"{string.Join(" and ", blame.Suspects.Take(2).Select(one => $"{EventText.Element(one.Element)} ({VotesOf(one)})"))}.",
            _ => "There is too little evidence to blame anybody.",
        };
    }

    /// <summary>What is blamed in a few words, such as `client network AS64500`.</summary>
    public static string OfElement(NetworkElement element) => EventText.Element(element);

    /// <summary>The votes for and against a suspect.</summary>
    public static string VotesOf(Suspect suspect)
    {
        ArgumentNullException.ThrowIfNull(suspect);
        string inside = $"{suspect.BadInside} of {suspect.TotalInside} pairs inside see the drop";
        return suspect.TotalOutside > 0 ? $"{inside}, {suspect.BadOutside} of {suspect.TotalOutside} comparable ones outside" : $"{inside}, nothing outside to compare with";
    }

    private static string Culprit(EventBlame blame) => blame.Cause switch
    {
        Cause.Service => "your service itself",
        Cause.Place => $"a place, over several networks: {EventText.Element(blame.Element)}",
        _ => EventText.Element(blame.Element),
    };

    private static string OfScore(ImpactedLocation location, HealthMetric metric)
    {
        double hit = location.InternetHealth.Of(metric)?.PercentOfClientLocationImpacted ?? 0;
        return $"{EventText.PercentNumber(hit)} % of the traffic from {EventText.Who(location)} to {location.ServiceLocation} is affected.";
    }

    /// <summary>What the counted times have in common. The members of an element have an edge each, at the same quantile of what is usual for them.</summary>
    private static string Above(Evidence evidence) => evidence.EdgeMicros is { } edge
        ? $"took more than {EventText.Millis(edge / 1000)}"
        : $"were slow for their place (clearly above its usual p{evidence.Percentile})";

    private static string UsualTime(Evidence evidence) =>
        evidence is { Percentile: { } percentile, BaselineMicros: { } micros } ? $" (usual p{percentile} {EventText.Millis(micros / 1000)})" : "";

    private static string Detectable(Evidence evidence) => evidence.SmallestDrop <= 1
        ? $"a drop of {EventText.Percent(evidence.SmallestDrop)} would have been found"
        : "smaller drops would not have been found";

    private static string Baseline(Evidence evidence)
    {
        string whose = evidence.Baseline switch
        {
            BaselineSource.Stratum => "its own history",
            BaselineSource.Pair => "the history of the pair",
            BaselineSource.Network => "the history of the network in this country",
            BaselineSource.Country => "the history of the country",
            BaselineSource.Location => "the history of the service location",
            _ => "no history",
        };
        return evidence.BaselineDays > 0 ? $"{whose} over {evidence.BaselineDays} {(evidence.BaselineDays == 1 ? "day" : "days")}" : whose;
    }
}
