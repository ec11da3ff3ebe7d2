using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Replay;
using Spectre.Console;

namespace Isobar.Server.Commands;

/// <summary>
/// Tells on the terminal when a health event opens, changes in a way that matters, or ends: one line each, with time, what, where, how much of the traffic, the cause with its
/// confidence, and what to do.
/// </summary>
internal sealed class HealthTeller(IAnsiConsole console)
{
    /// <summary>Local events told of one window: a wide fault has one for each city-network.</summary>
    private const int MostLocal = 5;

    /// <summary>An impact that has grown by this factor is worth a line.</summary>
    private const double WorthFactor = 1.5;

    /// <summary>And by this many points.</summary>
    private const double WorthPoints = 5;

    private readonly Dictionary<(string Monitor, string Event), (double Impact, EventBlame? Blame)> _told = [];
    private readonly Dictionary<(string Monitor, HealthMetric Metric), (long From, long? Until)> _overall = [];

    /// <summary>Tells what has changed.</summary>
    public void Tell(IReadOnlyList<HealthEventChange> changes)
    {
        int local = 0, left = 0;
        NoteOverall(changes);
        foreach (HealthEventChange change in changes.Where(IsNews).OrderBy(change => change.Event.IsLocal)
            .ThenByDescending(change => change.Event.PercentOfTotalTrafficImpacted).ThenBy(change => change.Event.EventId, StringComparer.Ordinal))
        {
            if (change.Event.IsLocal && IsInsideOverall(change.Event))
            {
                continue;
            }
            if (change.Event.IsLocal && ++local > MostLocal)
            {
                left++;
                continue;
            }
            console.Write(LineOf(change));
        }
        if (left > 0)
        {
            console.MarkupLineInterpolated($"[grey]  and {left} more local events[/]");
        }
    }

    /// <summary>Local events of one metric are told by the overall event that is open at their time: it says how many places are hit.</summary>
    private bool IsInsideOverall(HealthEvent local) => _overall.TryGetValue((local.MonitorName, local.Metric), out (long From, long? Until) overall)
        && local.StartedAt <= (overall.Until ?? long.MaxValue) && (local.EndedAt ?? long.MaxValue) >= overall.From;

    private void NoteOverall(IReadOnlyList<HealthEventChange> changes)
    {
        foreach (HealthEvent one in changes.Select(change => change.Event).Where(one => !one.IsLocal))
        {
            _overall[(one.MonitorName, one.Metric)] = (one.StartedAt, one.EndedAt);
        }
    }

    private bool IsNews(HealthEventChange change)
    {
        HealthEvent one = change.Event;
        (string, string) key = (one.MonitorName, one.EventId);
        EventBlame? blame = one.Blames.FirstOrDefault();
        bool wasTold = _told.TryGetValue(key, out (double Impact, EventBlame? Blame) told);
        if (change.Kind == HealthEventChangeKind.Closed)
        {
            _told.Remove(key);
            return true;
        }
        bool isNews = change.Kind is HealthEventChangeKind.Created or HealthEventChangeKind.Reactivated || !wasTold
            || blame is not null && !blame.SaysTheSameAs(told.Blame)
            || one.PercentOfTotalTrafficImpacted >= Math.Max(told.Impact * WorthFactor, told.Impact + WorthPoints);
        if (isNews && one.Status == EventStatus.Active)
        {
            _told[key] = (one.PercentOfTotalTrafficImpacted, blame);
        }
        return isNews && one.Status == EventStatus.Active;
    }

    private static Paragraph LineOf(HealthEventChange change)
    {
        HealthEvent one = change.Event;
        bool isOver = one.Status == EventStatus.Resolved;
        (string word, Color color) = isOver ? ("resolved", Color.Green) : change.Kind switch
        {
            HealthEventChangeKind.Created => ("opened  ", Color.Red),
            HealthEventChangeKind.Reactivated => ("is back ", Color.Red),
            _ => ("changed ", Color.Olive),
        };
        string when = DateTimeOffset.FromUnixTimeSeconds(one.LastUpdatedAt).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        string what = $"{(one.IsLocal ? "local " : "")}{(one.Metric == HealthMetric.Availability ? "availability" : "performance")}";
        string share = $"{(isOver ? "up to " : "")}{ReportText.Percent(one.PercentOfTotalTrafficImpacted / 100)} of the traffic";
        Paragraph line = new();
        line.Append($"{when} UTC ").Append(word, new Style(color)).Append(ReportText.Clean(
            $" {what}: {WhereOf(one)}, {share}{TimeOf(one)}; {CauseOf(one)}{(isOver ? "" : $"; {one.Action.Text}")}")).Append("\n");
        return line;
    }

    private static string WhereOf(HealthEvent one)
    {
        if (one.ImpactedLocations.FirstOrDefault() is not { } worst)
        {
            return "no location is known";
        }
        string place = string.Join(", ", ((string[])[worst.AsName, worst.City, worst.CountryCode]).Where(name => name.Length > 0 && name != CityNetwork.NotAvailable));
        string at = $"{(place.Length > 0 ? place : "unknown users")} at {worst.ServiceLocation}";
        return one.LocationCount > 1 ? $"{ReportText.Count(one.LocationCount)} city-networks, most of it {at}" : at;
    }

    private static string TimeOf(HealthEvent one) => one.EndedAt is { } end
        ? $", lasted {ReportText.Duration(TimeSpan.FromSeconds(end - one.StartedAt))}"
        : $", since {DateTimeOffset.FromUnixTimeSeconds(one.StartedAt):HH:mm:ss}";

    private static string CauseOf(HealthEvent one) => one.Blames.FirstOrDefault() switch
    {
        { Verdict: BlameVerdict.Blamed } blame => $"cause: {(blame.Cause == Cause.Service ? "your service itself" : EventSentences.OfElement(blame.Element))} "
            + $"(confidence {ReportText.Percent(blame.Confidence)})",
        { Verdict: BlameVerdict.Ambiguous } => "cause: ambiguous",
        _ => "cause: not known yet",
    };
}
