using System.Collections.Concurrent;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Hosting;

namespace Isobar.Server.Demo.Counter;

/// <summary>
/// Requests to the counter as a source of the demo. They come from any thread; windows are taken by the pipeline's. The location is one of its own: that nobody calls the
/// counter must not look like a source of the played locations gone silent.
/// </summary>
internal sealed class CounterSource
{
    /// <summary>Name of the source.</summary>
    public const string Name = "demo-api";

    /// <summary>Where it answers.</summary>
    public const string Location = "local";

    /// <summary>Requests that may wait for the end of their window; further ones are counted as dropped.</summary>
    private const int LongestQueue = 1_000_000;

    private readonly ConcurrentQueue<CountedRequest> _queue = [];
    private readonly WindowClock _clock;
    private readonly StratumTable _strata = new();
    private readonly OpenWindows _open;
    private long _dropped;

    /// <param name="atlas">Tells where clients are.</param>
    /// <param name="windowSeconds">Length of the windows.</param>
    public CounterSource(CityNetworkAtlas atlas, int windowSeconds)
    {
        _clock = new(windowSeconds);
        _open = new(_clock, shards: 1, _strata, address => atlas.IdOf(atlas.Locate(address)));
    }

    /// <summary>Requests taken into windows.</summary>
    public long Records { get; private set; }

    /// <summary>Requests that came after their window was sealed.</summary>
    public long Late => _open.Tallies.LateRecords;

    /// <summary>Requests of clients whose place nobody knows.</summary>
    public long Unlocated => _open.Tallies.UnlocatedRecords;

    /// <summary>Requests for which there was no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Takes a request.</summary>
    public void Add(CountedRequest request)
    {
        if (_queue.Count < LongestQueue)
        {
            _queue.Enqueue(request);
        }
        else
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Appends the rows of a window that is over; windows come in the order of time.</summary>
    public void AppendWindow(long windowStart, TallyBatch batch)
    {
        while (_queue.TryDequeue(out CountedRequest? request))
        {
            Tally(request);
        }
        _open.Drain();
        foreach (TallyBatch rows in _open.Seal(_clock.WindowOf(windowStart * 1_000_000) + 1, int.MaxValue).Batches)
        {
            batch.AddRows(rows, 0, rows.Count);
        }
    }

    private void Tally(CountedRequest request)
    {
        AddressFamily family = request.Client.IsIPv4 ? AddressFamily.IPv4 : AddressFamily.IPv6;
        TrafficRecord record = default;
        record.Clear();
        record.Client = request.Client;
        record.TimeMicros = request.TimeMicros;
        record.BytesIn = request.BytesIn;
        record.BytesOut = request.BytesOut;
        record.RttMicros = request.RttMicros;
        record.TtfbMicros = request.TtfbMicros;
        record.Status = StatusCodes.Status200OK;
        record.Outcome = Outcome.Ok;
        _open.Tallies.Add(record, _strata.IndexOf(new(Name, Location, "", family, MeasurementMethod.ServerLog)));
        Records++;
    }
}
