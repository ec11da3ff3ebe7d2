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

    private readonly Dictionary<(string Monitor, string Event), Known> _known = [];
    private readonly Dictionary<(string Monitor, HealthMetric Metric), (long From, long? Until)> _overall = [];

    /// <summary>Tells what has changed.</summary>
    public void Tell(IReadOnlyList<HealthEventChange> changes)
    {
        int local = 0, left = 0;
        NoteOverall(changes);
        // Of one event in the order of time: several windows may be told at once.
        foreach (HealthEventChange change in changes.GroupBy(change => KeyOf(change.Event))
            .OrderBy(course => course.First().Event.IsLocal)
            .ThenByDescending(course => course.Max(change => change.Event.PercentOfTotalTrafficImpacted))
            .ThenBy(course => course.Key.Event, StringComparer.Ordinal)
            .SelectMany(course => course))
        {
            HealthEvent one = change.Event;
            if (!IsNews(change))
            {
                Forget(one);
                continue;
            }
            bool isFirst = one.Status == EventStatus.Active && !(_known.TryGetValue(KeyOf(one), out Known known) && known.IsTold);
            bool isLeft = isFirst && one.IsLocal && (IsInsideOverall(one) || ++local > MostLocal);
            Remember(one, isTold: !isLeft);
            if (!isLeft)
            {
                console.Write(LineOf(change));
            }
            else if (!IsInsideOverall(one))
            {
                left++;
            }
        }
        if (left > 0)
        {
            console.MarkupLineInterpolated($"[grey]  and {left} more local events[/]");
        }
    }

    private static (string Monitor, string Event) KeyOf(HealthEvent one) => (one.MonitorName, one.EventId);

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

    /// <summary>Whether a change is worth a line. The end of an event is where its begin was: who has not read of it need not read that it is over.</summary>
    private bool IsNews(HealthEventChange change)
    {
        HealthEvent one = change.Event;
        bool isKnown = _known.TryGetValue(KeyOf(one), out Known known);
        if (one.Status != EventStatus.Active)
        {
            return change.Kind == HealthEventChangeKind.Closed && known.IsTold;
        }
        if (!isKnown || change.Kind is HealthEventChangeKind.Created or HealthEventChangeKind.Reactivated)
        {
            return true;
        }
        EventBlame? blame = one.Blames.FirstOrDefault();
        return known.IsTold && (blame is not null && !blame.SaysTheSameAs(known.Blame)
            || one.PercentOfTotalTrafficImpacted >= Math.Max(known.Impact * WorthFactor, known.Impact + WorthPoints));
    }

    private void Remember(HealthEvent one, bool isTold)
    {
        if (one.Status == EventStatus.Active)
        {
            _known[KeyOf(one)] = new(one.PercentOfTotalTrafficImpacted, one.Blames.FirstOrDefault(), isTold);
        }
        Forget(one);
    }

    private void Forget(HealthEvent one)
    {
        if (one.Status != EventStatus.Active)
        {
            _known.Remove(KeyOf(one));
        }
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

    /// <summary>An event that was heard of.</summary>
    /// <param name="Impact">Its impact then, percent.</param>
    /// <param name="Blame">Who was blamed then.</param>
    /// <param name="IsTold">Whether a line was written about it.</param>
    private readonly record struct Known(double Impact, EventBlame? Blame, bool IsTold);
}
