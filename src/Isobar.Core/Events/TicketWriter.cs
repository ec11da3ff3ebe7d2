using System.Globalization;
using System.Text;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Writes the ticket for the operators of a network that is at fault: everything they ask for first, ready to send.</summary>
internal static class TicketWriter
{
    private const int PlacesListed = 10;
    private const int PrefixesListed = 10;

    public static RecommendedAction Write(HealthEvent healthEvent, EventBlame blame)
    {
        ImpactedLocation[] locations = [.. healthEvent.ImpactedLocations.Where(location => location.Blamed == blame.Element && location.CausedBy is not null)];
        if (locations.Length == 0)
        {
            return new(RecommendedActionKind.Wait, $"Wait: {EventText.Element(blame.Element)} is blamed, but no affected location is left.");
        }
        NetworkImpairment cause = locations[0].CausedBy!;
        string networks = string.Join(" and ", cause.Networks.Select(EventText.Name));
        string toward = string.Join(" and ", locations.Select(location => location.ServiceLocation).Distinct().Order(StringComparer.Ordinal));
        string subject = $"{networks}: {Symptom(healthEvent)} toward {toward} {Period(healthEvent)}";
        string advice = $"Open a ticket with {networks}: its text is ready. "
            + (blame.Cause == Cause.Transit
                ? "Until they answer, route around them if you have another transit network."
                : "It is the users' own provider, so only they can repair it. Tell your support too, as these users will ask.");
        return new(RecommendedActionKind.OpenTicket, advice, subject, Body(healthEvent, blame, locations, networks, toward));
    }

    private static string Symptom(HealthEvent healthEvent) => (healthEvent.Metric, healthEvent.EndedAt) switch
    {
        (HealthMetric.Availability, null) => "connections fail",
        (HealthMetric.Availability, _) => "connections failed",
        (_, null) => "round trips are slower than usual",
        _ => "round trips were slower than usual",
    };

    private static string Period(HealthEvent healthEvent) => healthEvent.EndedAt is { } end
        ? $"from {EventText.Time(healthEvent.StartedAt)} to {EventText.Time(end)}"
        : $"since {EventText.Time(healthEvent.StartedAt)}";

    private static string Body(HealthEvent healthEvent, EventBlame blame, ImpactedLocation[] locations, string networks, string toward)
    {
        StringBuilder text = new();
        text.Append("Hello,\n\n").Append(Period(healthEvent)).Append(' ').Append(Symptom(healthEvent))
            .Append(" between our service at ").Append(toward).Append(" and users behind ").Append(networks).Append(".\n\nWhere:\n");
        foreach (ImpactedLocation location in locations.Take(PlacesListed))
        {
            text.Append("- ").Append(PlaceLine(location, healthEvent.Metric)).Append('\n');
        }
        if (locations.Length > PlacesListed)
        {
            text.Append("- and ").Append(EventText.Count(locations.Length - PlacesListed)).Append(" more\n");
        }
        if (locations.FirstOrDefault(location => location.Evidence is not null) is { } measured)
        {
            text.Append("\nMeasured: ").Append(EventSentences.OfEvidence(measured, measured.Evidence!)).Append('\n');
        }
        if (blame.Suspects.FirstOrDefault(suspect => suspect.Element == blame.Element) is { } suspect)
        {
            text.Append("Why we think that the cause is there: ").Append(Votes(suspect, blame.Confidence)).Append('\n');
        }
        AppendPath(text, locations[0].CausedBy!);
        AppendPrefixes(text, locations);
        return text.Append(healthEvent.EndedAt is null
            ? "It is going on. Could you look into it, and tell us what you find?\n"
            : "Could you tell us what it was, and whether it will come back?\n").ToString();
    }

    /// <summary>The votes in words for people who do not know ours.</summary>
    private static string Votes(Suspect suspect, double confidence)
    {
        string outside = suspect.TotalOutside == 0
            ? "and there are no others to compare with"
            : string.Create(CultureInfo.InvariantCulture, $"and {suspect.BadOutside} of {suspect.TotalOutside} comparable ones elsewhere");
        return string.Create(
            CultureInfo.InvariantCulture, $"affected are {suspect.BadInside} of {suspect.TotalInside} places behind it, {outside} (confidence {EventText.Confidence(confidence)}).");
    }

    private static string PlaceLine(ImpactedLocation location, HealthMetric metric)
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"AS{location.AsNumber} {location.AsName}, {EventText.Place(location)}, {location.Country}, to {location.ServiceLocation}: ")
            .Append(EventText.PercentNumber(location.InternetHealth.Of(metric)?.PercentOfClientLocationImpacted ?? 0)).Append(" % affected");
        if (location.InternetHealth.RoundTripTime is { } now)
        {
            line.Append(", round-trip time p50 ").Append(EventText.Millis(now.P50)).Append(", p90 ").Append(EventText.Millis(now.P90));
            if (location.UsualRoundTripTime is { } usual)
            {
                line.Append(" (usual p50 ").Append(EventText.Millis(usual.P50)).Append(", p90 ").Append(EventText.Millis(usual.P90)).Append(')');
            }
        }
        return line.ToString();
    }

    private static void AppendPath(StringBuilder text, NetworkImpairment cause)
    {
        // The two ends alone are no path: they say only that none is known.
        if (cause.AsPath.Length > 2)
        {
            text.Append("AS path: ").Append(string.Join(' ', cause.AsPath.Select(network => network.Asn.ToString(CultureInfo.InvariantCulture)))).Append('\n');
        }
    }

    private static void AppendPrefixes(StringBuilder text, ImpactedLocation[] locations)
    {
        string[] prefixes = [.. locations.SelectMany(location => location.Ipv4Prefixes.Concat(location.Ipv6Prefixes)).Distinct().Take(PrefixesListed)];
        if (prefixes.Length > 0)
        {
            text.Append("Some of the affected prefixes: ").Append(string.Join(", ", prefixes)).Append('\n');
        }
    }
}
