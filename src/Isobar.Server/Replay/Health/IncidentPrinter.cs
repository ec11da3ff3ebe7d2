using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Server.Replay.Health;

/// <summary>Prints health events as incidents, for people: the first ones with reason and action, and never a flood.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="openEnd">What an incident that is not over lasts until, such as `the end of the log`.</param>
internal sealed class IncidentPrinter(ReportWriter output, string openEnd)
{
    /// <summary>Incidents that are told with reason and action.</summary>
    private const int ToldInFull = 5;

    /// <summary>Incidents that are told at all.</summary>
    private const int Told = 20;

    /// <summary>Prints them.</summary>
    public void Print(IReadOnlyList<HealthIncident> incidents)
    {
        for (int i = 0; i < Math.Min(incidents.Count, Told); i++)
        {
            Print(incidents[i], i < ToldInFull);
        }
        if (incidents.Count > Told)
        {
            output.Styled("grey", $"  and {ReportText.Count(incidents.Count - Told)} more; --json lists all of them");
        }
    }

    /// <summary>What is blamed, with its name and confidence, or where it is when nobody is.</summary>
    /// <param name="lead">The event to tell.</param>
    /// <param name="cityNetworks">City-networks that were hit.</param>
    public static string WhereOf(HealthEvent lead, int cityNetworks)
    {
        ImpactedLocation? first = lead.ImpactedLocations.FirstOrDefault();
        string place = first is null ? "" : string.Join(", ", ((string[])[first.AsName, first.City, first.Country]).Where(name => name.Length > 0 && name != Core.Atlas.CityNetwork.NotAvailable));
        if (lead.Blames.FirstOrDefault() is { Verdict: BlameVerdict.Blamed } blame)
        {
            string confidence = $"confidence {ReportText.Percent(blame.Confidence)}";
            return blame.Cause == Cause.Service ? $"your service itself ({confidence})"
                : blame.Element.Kind == ElementKind.Pair ? $"{place} ({confidence})"
                : blame.Element.Kind == ElementKind.ClientAsn && lead.ImpactedLocations.FirstOrDefault(location => location.Blamed == blame.Element) is { } client
                    ? $"{EventSentences.OfElement(blame.Element)} {client.AsName} ({confidence})"
                : $"{EventSentences.OfElement(blame.Element)} ({confidence})";
        }
        return cityNetworks == 1 ? place : $"{ReportText.Count(cityNetworks)} city-networks, nobody blamed";
    }

    private void Print(HealthIncident incident, bool isTold)
    {
        HealthEvent lead = incident.Lead;
        string sign = lead.IsLocal ? "[olive]!" : output.IsUnicode ? "[red]✗" : "[red]x";
        output.Hanging($"  {sign}[/] ", 4, $"{(lead.IsLocal ? "Local " : "")}{(lead.Metric == HealthMetric.Availability ? "availability" : "performance")}: {WhereOf(lead, incident.CityNetworks)}", "bold");
        string end = incident.EndedAt is { } ended ? $"{EventTime.Short(ended * 1_000_000)} UTC, {ReportText.Duration(TimeSpan.FromSeconds(ended - incident.StartedAt))}" : openEnd;
        string[] events =
        [
            .. incident.OverallCount > 1 ? [$", {ReportText.Count(incident.OverallCount)} overall events"] : Array.Empty<string>(),
            .. incident.LocalCount > 1 ? [$", {ReportText.Count(incident.LocalCount)} local events"] : Array.Empty<string>(),
        ];
        output.Hanging("    ", 4, $"{EventTime.Short(incident.StartedAt * 1_000_000)} to {end}; up to {ReportText.Percent(incident.Impact / 100)} of the traffic of the time, "
            + $"{ReportText.Count(incident.CityNetworks, "city-network")}{string.Concat(events)}", "default");
        if (isTold)
        {
            output.Hanging("    ", 4, lead.Reason, "grey");
            output.Hanging(output.IsUnicode ? "    → " : "    > ", 6, lead.Action.Text, "default");
        }
    }
}
