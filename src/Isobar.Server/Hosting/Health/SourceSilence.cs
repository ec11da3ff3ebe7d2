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
    /// <summary>Weight of the newest window: about an hour of five-minute windows.</summary>
    private const double Step = 1 / 12.0;

    /// <summary>From this share of windows on a source is one that is always heard.</summary>
    private const double Usual = 0.5;

    private readonly SortedDictionary<(string Location, string Source), double> _shares = [];
    private readonly string[] _locations;

    /// <param name="locations">Service locations that are configured: silent from the start until they are heard.</param>
    public SourceSilence(IEnumerable<string> locations) => _locations = [.. locations];

    /// <summary>Locations that were silent in the last window.</summary>
    public IReadOnlySet<string> Silent { get; private set; } = new HashSet<string>();

    /// <summary>Locations with a source that is silent though it is always heard: their traffic of the last window is not whole.</summary>
    public IReadOnlySet<string> Gaps { get; private set; } = new HashSet<string>();

    /// <summary>What is remembered: location, source, and the share of windows in which it was heard.</summary>
    public IReadOnlyList<HeardSource> Save() => [.. _shares.Select(entry => new HeardSource(entry.Key.Location, entry.Key.Source, entry.Value))];

    /// <summary>Goes on from what was saved.</summary>
    public void Restore(IEnumerable<HeardSource> heard)
    {
        foreach (HeardSource source in heard)
        {
            _shares[(source.Location, source.Source)] = source.Share;
        }
    }

    /// <summary>Takes the next window; tells the locations that are silent in it.</summary>
    public IReadOnlySet<string> Advance(IReadOnlyList<TallyBatch> batches)
    {
        HashSet<(string Location, string Source)> heard = HeardIn(batches);
        HashSet<string> loud = [.. heard.Select(source => source.Location)], gaps = [];
        foreach ((string Location, string Source) source in _shares.Keys.Union(heard).ToArray())
        {
            double share = _shares.GetValueOrDefault(source);
            if (heard.Contains(source))
            {
                _shares[source] = _shares.ContainsKey(source) ? share + (1 - share) * Step : 1;
            }
            else if (share > Usual)
            {
                // Its share stays, however long it is silent: a day without a log must not teach that there is no traffic.
                gaps.Add(source.Location);
            }
            else
            {
                _shares[source] = share * (1 - Step);
            }
        }
        Gaps = gaps;
        Silent = new HashSet<string>(_shares.Keys.Select(source => source.Location).Concat(_locations).Where(location => gaps.Contains(location) || !loud.Contains(location)));
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
