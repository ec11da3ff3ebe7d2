using Isobar.Core.Windows;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Tells which service locations say nothing about their users in a window, since a source of theirs is silent: its log was not written, was moved away, or its server
/// stands still. A pure function of the windows so far, so that windows that are played again give the same.
/// </summary>
/// <remarks>
/// A source that is heard in most windows is silent in one without a line of it. A source that is rarely heard (an administrator's page) says nothing by
/// not being heard; only where no source of a location is heard at all, the location is silent all the same.
/// </remarks>
internal sealed class SourceSilence
{
    /// <summary>Time over which windows are looked back at.</summary>
    private const double MemorySeconds = 3600;

    /// <summary>A silence that is worth a warning.</summary>
    private const long WarningSeconds = 300;

    /// <summary>From this share of windows on a source is one that is always heard.</summary>
    private const double Usual = 0.5;

    private readonly SortedDictionary<(string Location, string Source), (double Share, long SilentSeconds)> _heard = [];
    private readonly string[] _locations;
    private readonly int _windowSeconds;

    /// <param name="windowSeconds">Length of a window.</param>
    /// <param name="locations">Service locations that are configured: silent from the start until they are heard.</param>
    public SourceSilence(int windowSeconds, IEnumerable<string> locations)
    {
        _windowSeconds = windowSeconds;
        _locations = [.. locations];
    }

    /// <summary>Locations that were silent in the last window.</summary>
    public IReadOnlySet<string> Silent { get; private set; } = new HashSet<string>();

    /// <summary>Locations with a source that is silent though it is always heard: their traffic of the last window is not whole.</summary>
    public IReadOnlySet<string> Gaps { get; private set; } = new HashSet<string>();

    /// <summary>Those whose source has been silent for so long that somebody should look.</summary>
    public IReadOnlyList<string> Warnings => [.. _heard.Where(entry => entry.Value.Share > Usual && entry.Value.SilentSeconds >= WarningSeconds)
        .Select(entry => $"{entry.Key.Location}: the source {entry.Key.Source}, which is heard in most windows, is silent; nothing is said of missing users there")];

    /// <summary>What is remembered of each source.</summary>
    public IReadOnlyList<HeardSource> Save() =>
        [.. _heard.Select(entry => new HeardSource(entry.Key.Location, entry.Key.Source, entry.Value.Share, entry.Value.SilentSeconds))];

    /// <summary>Goes on from what was saved.</summary>
    public void Restore(IEnumerable<HeardSource> heard)
    {
        foreach (HeardSource source in heard)
        {
            _heard[(source.Location, source.Source)] = (source.Share, source.SilentSeconds);
        }
    }

    /// <summary>Takes the next window; tells the locations that are silent in it.</summary>
    public IReadOnlySet<string> Advance(IReadOnlyList<TallyBatch> batches)
    {
        double step = _windowSeconds / MemorySeconds;
        HashSet<(string Location, string Source)> now = HeardIn(batches);
        HashSet<string> loud = [.. now.Select(source => source.Location)], gaps = [];
        foreach ((string Location, string Source) source in _heard.Keys.Union(now).ToArray())
        {
            (double share, long silent) = _heard.GetValueOrDefault(source);
            if (now.Contains(source))
            {
                _heard[source] = (share + (1 - share) * step, 0);
            }
            else if (share > Usual)
            {
                // Its share stays, however long it is silent: a day without a log must not teach that there is no traffic.
                gaps.Add(source.Location);
                _heard[source] = (share, silent + _windowSeconds);
            }
            else
            {
                _heard[source] = (share * (1 - step), silent + _windowSeconds);
            }
        }
        Gaps = gaps;
        Silent = new HashSet<string>(_heard.Keys.Select(source => source.Location).Concat(_locations)
            .Where(location => gaps.Contains(location) || !loud.Contains(location)));
        return Silent;
    }

    private static HashSet<(string Location, string Source)> HeardIn(IReadOnlyList<TallyBatch> batches)
    {
        HashSet<(string, string)> heard = [];
        foreach (TallyBatch batch in batches)
        {
            Stratum? last = null;
            foreach (Stratum stratum in batch.Stratum)
            {
                if (!ReferenceEquals(stratum, last))
                {
                    heard.Add((stratum.ServiceLocation, stratum.Source));
                    last = stratum;
                }
            }
        }
        return heard;
    }
}
