using Isobar.Core.Atlas;

namespace Isobar.Core.Windows;

/// <summary>Turns sorted client minutes into sealed tallies, window by window.</summary>
public sealed class TallyFolder
{
    private readonly StratumTable _strata;
    private readonly WindowClock _clock;
    private readonly int _shards;
    private readonly TallyBuilder _builder = new();
    private readonly List<(Stratum Stratum, CityNetworkId CityNetwork, Tally Tally)> _rows = [];
    private readonly List<List<int>> _rowsOf = [];
    private readonly List<int> _inWindow = [];

    /// <param name="strata">The table that the entries' stratum numbers come from.</param>
    /// <param name="clock">The grid of windows.</param>
    /// <param name="shards">Number of shards that city-networks are spread over.</param>
    public TallyFolder(StratumTable strata, WindowClock clock, int shards)
    {
        ArgumentNullException.ThrowIfNull(strata);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1);
        _strata = strata;
        _clock = clock;
        _shards = shards;
    }

    /// <summary>The shard that owns a city-network.</summary>
    public static short ShardOf(CityNetworkId cityNetwork, int shards) => (short)(cityNetwork.Value % (ulong)shards);

    /// <summary>
    /// Takes all entries of the next window and appends its tallies to the batch, in the order (stratum, city-network).
    /// </summary>
    /// <param name="entries">The sorted entries; not empty.</param>
    /// <param name="batch">Takes the rows.</param>
    /// <param name="summary">Takes the sums of a report, where there is one.</param>
    /// <returns>The window.</returns>
    public long FoldNext(ClientMinuteMerger entries, TallyBatch batch, TrafficSummary? summary)
    {
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(batch);
        long window = entries.NextWindow;
        _rows.Clear();
        entries.Take(out ClientMinute entry, out ClientSamples samples);
        bool more = true;
        while (more)
        {
            CityNetworkId cityNetwork = entry.CityNetwork;
            int stratum = entry.Stratum;
            CityNetworkSummary? total = summary?.Of(cityNetwork);
            _builder.Clear();
            do
            {
                ulong newClient = _builder.Add(entry, samples);
                if (newClient != 0)
                {
                    total?.AddClient(newClient);
                    summary?.Clients.Add(newClient);
                }
                more = !entries.IsEmpty && entries.NextWindow == window;
                if (more)
                {
                    entries.Take(out entry, out samples);
                }
            }
            while (more && entry.CityNetwork == cityNetwork && entry.Stratum == stratum);
            Tally tally = _builder.Finish();
            total?.Add(tally, _builder);
            AddRow(stratum, cityNetwork, tally);
        }
        AppendRows(window, batch);
        summary?.AddWindow(_clock.StartSeconds(window), _rows);
        return window;
    }

    private void AppendRows(long window, TallyBatch batch)
    {
        // Entries come by city-network, and in it by stratum number, which depends on who saw a stratum first; stored rows may not.
        long start = _clock.StartSeconds(window);
        _inWindow.Sort((a, b) => _strata[a].CompareTo(_strata[b]));
        foreach (int stratum in _inWindow)
        {
            foreach (int row in _rowsOf[stratum])
            {
                (Stratum of, CityNetworkId cityNetwork, Tally tally) = _rows[row];
                batch.Add(ShardOf(cityNetwork, _shards), start, of, cityNetwork, tally);
            }
            _rowsOf[stratum].Clear();
        }
        _inWindow.Clear();
    }

    private void AddRow(int stratum, CityNetworkId cityNetwork, Tally tally)
    {
        while (_rowsOf.Count <= stratum)
        {
            _rowsOf.Add([]);
        }
        if (_rowsOf[stratum].Count == 0)
        {
            _inWindow.Add(stratum);
        }
        _rowsOf[stratum].Add(_rows.Count);
        _rows.Add((_strata[stratum], cityNetwork, tally));
    }
}
