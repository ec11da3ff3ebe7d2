namespace Isobar.Storage;

/// <summary>The incidents of a data folder since it was opened; written by any thread.</summary>
internal sealed class IncidentLog
{
    private readonly Lock _lock = new();
    private readonly List<StorageIncident> _incidents = [];

    /// <summary>Notes an incident.</summary>
    public void Add(StorageIncident incident)
    {
        lock (_lock)
        {
            _incidents.Add(incident);
        }
    }

    /// <summary>A copy of what has happened so far.</summary>
    public IReadOnlyList<StorageIncident> Snapshot()
    {
        lock (_lock)
        {
            return [.. _incidents];
        }
    }
}
