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
        string symptom = healthEvent.Metric == HealthMetric.Availability ? "connections fail" : "round trips are slower than usual";
        string toward = string.Join(", ", locations.Select(location => location.ServiceLocation).Distinct().Order(StringComparer.Ordinal));
        string subject = $"{networks}: {symptom} toward {toward} since {EventText.Time(healthEvent.StartedAt)}";
        string advice = $"Open a ticket with {networks}: its text is ready. "
            + (blame.Cause == Cause.Transit
                ? "Until they answer, route around them if you have another transit network."
                : "It is the users' own provider, so only they can repair it; their support needs the text too.");
        return new(RecommendedActionKind.OpenTicket, advice, subject, Body(healthEvent, blame, locations, networks, symptom, toward));
    }

    private static string Body(
        HealthEvent healthEvent, EventBlame blame, ImpactedLocation[] locations, string networks, string symptom, string toward)
    {
        StringBuilder text = new();
        text.Append("Hello,\n\nsince ").Append(EventText.Time(healthEvent.StartedAt)).Append(' ').Append(symptom)
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
        text.Append("Why we think that the cause is there: ").Append(EventSentences.OfBlame(blame)).Append('\n');
        AppendPath(text, locations[0].CausedBy!);
        AppendPrefixes(text, locations);
        text.Append(healthEvent.EndedAt is { } end
            ? $"It has been over since {EventText.Time(end)}. "
            : "It is going on. ");
        return text.Append("Could you look into it, and tell us what you find?\n").ToString();
    }

    private static string PlaceLine(ImpactedLocation location, HealthMetric metric)
    {
        StringBuilder line = new();
        line.Append(CultureInfo.InvariantCulture, $"AS{location.AsNumber} {location.AsName}, {EventText.Place(location)}, {location.Country}, to {location.ServiceLocation}: ")
            .Append(EventText.PercentNumber(location.InternetHealth.Of(metric)?.PercentOfClientLocationImpacted ?? 0)).Append(" % affected");
        if (location.InternetHealth.RoundTripTime is { } now)
        {
            line.Append(", round-trip time p50 ").Append(EventText.Millis(now.P50)).Append(", p90 ").Append(EventText.Millis(now.P90));
        }
        if (location.UsualRoundTripTime is { } usual)
        {
            line.Append(" (usual p50 ").Append(EventText.Millis(usual.P50)).Append(", p90 ").Append(EventText.Millis(usual.P90)).Append(')');
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
        string[] prefixes = [.. locations.SelectMany(location => location.Ipv4Prefixes).Distinct().Take(PrefixesListed)];
        if (prefixes.Length > 0)
        {
            text.Append("Some of the affected prefixes: ").Append(string.Join(", ", prefixes)).Append('\n');
        }
    }
}
