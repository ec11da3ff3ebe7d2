using Isobar.Core.Events;
using Isobar.Storage.Notes;

namespace Isobar.Server.Publishing;

/// <summary>When people want no notifications, and when there is nothing to learn: planned work, and health events that somebody silenced. For any thread.</summary>
internal sealed class QuietTimes
{
    private Rules _rules = new([], []);

    /// <summary>Nothing is quiet.</summary>
    public static QuietTimes None => new();

    /// <summary>Takes over what is stored, at the start and after each change.</summary>
    public void TakeOver(NoteStore notes) => Volatile.Write(
        ref _rules,
        new([.. notes.Maintenance()], notes.MarksOf(null).Where(mark => mark.Kind == EventMarkRow.Silenced).ToDictionary(mark => (mark.MonitorName, mark.EventId))));

    /// <summary>The service locations at which planned work touches a window.</summary>
    /// <param name="start">Start of the window, Unix seconds.</param>
    /// <param name="end">Its end.</param>
    /// <param name="locations">All service locations.</param>
    public IEnumerable<string> MaintainedAt(long start, long end, IEnumerable<string> locations)
    {
        MaintenanceRow[] now = [.. Volatile.Read(ref _rules).Maintenance.Where(row => row.From < end && row.To > start)];
        return now.Length == 0 ? [] : locations.Where(location => Array.Exists(now, row => row.ServiceLocation is null || row.ServiceLocation == location));
    }

    /// <summary>Why nobody is told of an event; null where people are.</summary>
    /// <param name="health">The event.</param>
    /// <param name="now">Unix seconds.</param>
    public string? ReasonFor(HealthEvent health, long now)
    {
        Rules rules = Volatile.Read(ref _rules);
        if (rules.Silenced.TryGetValue((health.MonitorName, health.EventId), out EventMarkRow? mark) && (mark.Until is null || now < mark.Until))
        {
            return $"silenced by {mark.User}";
        }
        string[] locations = [.. health.ImpactedLocations.Select(location => location.ServiceLocation).Distinct()];
        MaintenanceRow? work = Array.Find(
            rules.Maintenance,
            row => row.From <= health.StartedAt && health.StartedAt < row.To && (row.ServiceLocation is null || (locations.Length > 0 && Array.TrueForAll(locations, each => each == row.ServiceLocation))));
        return work is null ? null : $"planned work: {work.Text}";
    }

    private sealed record Rules(MaintenanceRow[] Maintenance, Dictionary<(string Monitor, string EventId), EventMarkRow> Silenced);
}
