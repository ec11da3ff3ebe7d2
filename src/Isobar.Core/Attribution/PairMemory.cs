using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// The counts of all pairs in the last windows, so that evidence grows while a drop lasts and thin pairs come to a vote. Eleven bytes a pair and window.
/// Where a restart finds no saved one, evidence grows anew, and groups keep the explanation they have.
/// </summary>
internal sealed class PairMemory
{
    private readonly BlameSettings _settings;
    private readonly WindowCounts[][] _windows;
    private PairUsual[] _usual = [];
    private ReadOnlyMemory<PairCounts> _latest;
    private int _newest = -1;
    private long _newestStart;
    private int _windowSeconds;

    public PairMemory(BlameSettings settings)
    {
        _settings = settings;
        _windows = new WindowCounts[Math.Max(1, settings.MemoryWindows)][];
        Array.Fill(_windows, []);
    }

    /// <summary>Windows that are remembered at most.</summary>
    public int MostWindows => _windows.Length;

    /// <summary>Windows that are remembered.</summary>
    public int Depth { get; private set; }

    /// <summary>Adds a window. After a gap nothing older is remembered: what lies between is not known.</summary>
    public void Push(HealthMap map)
    {
        if (_newest < 0 || map.WindowSeconds != _windowSeconds || map.WindowStart != _newestStart + _windowSeconds)
        {
            Depth = 0;
        }
        _newestStart = map.WindowStart;
        _windowSeconds = map.WindowSeconds;
        Depth = Math.Min(Depth + 1, _windows.Length);
        _newest = (_newest + 1) % _windows.Length;
        ReadOnlySpan<PairCounts> counts = map.Counts.Span;
        if (_usual.Length < counts.Length)
        {
            Array.Resize(ref _usual, counts.Length + counts.Length / 4);
        }
        if (_windows[_newest].Length < counts.Length)
        {
            _windows[_newest] = new WindowCounts[_usual.Length];
        }
        Span<WindowCounts> window = _windows[_newest];
        for (int pair = 0; pair < counts.Length; pair++)
        {
            ref readonly PairCounts count = ref counts[pair];
            window[pair] = WindowCounts.Of(in count);
            _usual[pair].Update(in count);
        }
        window[counts.Length..].Clear();
        _latest = map.Counts;
    }

    /// <summary>Writes what is remembered of the first pairs, which are all.</summary>
    public void Save(SnapshotWriter writer, int pairs)
    {
        writer.Write(Depth);
        writer.Write(_newestStart);
        writer.Write(_windowSeconds);
        writer.End();
        WritePadded(writer, _usual, pairs);
        for (int back = Depth - 1; back >= 0; back--)
        {
            WritePadded(writer, _windows[(_newest - back + _windows.Length) % _windows.Length], pairs);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader, int pairs)
    {
        reader.Begin();
        Depth = reader.ReadCount(_windows.Length);
        _newestStart = reader.ReadNumber();
        _windowSeconds = (int)reader.ReadNumber();
        _newest = Depth - 1;
        _usual = new PairUsual[pairs];
        reader.Begin();
        reader.Read<PairUsual>(_usual);
        for (int window = 0; window < Depth; window++)
        {
            _windows[window] = new WindowCounts[pairs];
            reader.Begin();
            reader.Read<WindowCounts>(_windows[window]);
        }
    }

    private static void WritePadded<T>(SnapshotWriter writer, T[] values, int count)
        where T : unmanaged
    {
        int known = Math.Min(values.Length, count);
        writer.Write<T>(values.AsSpan(0, known));
        writer.Write<T>(new T[count - known]);
        writer.End();
    }

    /// <summary>Number of windows from a time on, as far as they are remembered; at least one.</summary>
    public int WindowsSince(long since) => (int)Math.Clamp((_newestStart - since) / _windowSeconds + 1, 1, Depth);

    /// <summary>Whether the pair has had any traffic, or clients to be expected, in the last windows.</summary>
    public bool HasTraffic(int pair, int windows)
    {
        for (int back = 0; back < windows; back++)
        {
            ref readonly WindowCounts counts = ref At(pair, back);
            if (counts.Votes > 0 || counts.Samples > 0 || counts.ClientsExpected > 0)
            {
                return true;
            }
        }
        return _latest.Span[pair].Ttfb.Samples > 0;
    }

    /// <summary>Sums the last windows of a pair.</summary>
    public ChannelCounts Sum(int pair, int windows, BlameChannel channel)
    {
        ChannelCounts sum = default;
        switch (channel)
        {
            case BlameChannel.Rtt:
                SumTimes(pair, windows, ref sum);
                break;
            case BlameChannel.Ttfb:
                LatestTtfb(pair, ref sum);
                break;
            default:
                SumVotes(pair, windows, channel == BlameChannel.Service, ref sum);
                break;
        }
        return sum;
    }

    private void SumVotes(int pair, int windows, bool byService, ref ChannelCounts sum)
    {
        ref readonly PairUsual usual = ref _usual[pair];
        sum.UsualShare = (double)(byService ? usual.Service : usual.Network);
        for (int back = 0; back < windows; back++)
        {
            ref readonly WindowCounts counts = ref At(pair, back);
            double weight = Weight(counts.Votes, _settings.VoteDispersion);
            sum.Trials += counts.Votes * weight;
            sum.Failed += (byService ? counts.ServiceFailed : counts.NetworkFailed) * weight;
            if (!byService)
            {
                sum.Clients += counts.Clients;
                sum.ClientsExpected += counts.ClientsExpected;
            }
        }
    }

    private void SumTimes(int pair, int windows, ref ChannelCounts sum)
    {
        ref readonly PairUsual usual = ref _usual[pair];
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            sum.UsualAbove[edge] = (double)usual.Slow[edge];
        }
        for (int back = 0; back < windows; back++)
        {
            ref readonly WindowCounts counts = ref At(pair, back);
            if (counts.Samples == 0)
            {
                continue;
            }
            double weight = Weight(counts.Samples, _settings.TimeDispersion);
            sum.Trials += counts.Samples * weight;
            for (int edge = 0; edge < EdgeExpectation.Count; edge++)
            {
                sum.Above[edge] += counts.Above[edge] * weight;
            }
        }
    }

    /// <summary>Times to first byte are those of the newest window alone: service faults are wide, so thin pairs need no memory.</summary>
    private void LatestTtfb(int pair, ref ChannelCounts sum)
    {
        ref readonly EdgeCounts counts = ref _latest.Span[pair].Ttfb;
        if (counts.Samples == 0)
        {
            return;
        }
        double weight = Weight(counts.Samples, _settings.TimeDispersion);
        sum.Trials = counts.Samples * weight;
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            sum.Above[edge] = counts.Above[edge] * weight;
            sum.UsualAbove[edge] = counts.Expected[edge] / counts.Samples;
        }
    }

    private ref readonly WindowCounts At(int pair, int back)
    {
        WindowCounts[] window = _windows[(_newest - back + _windows.Length) % _windows.Length];
        return ref pair < window.Length ? ref window[pair] : ref s_none;
    }

    private static double Weight(int count, double dispersion) => count <= 1 ? 1 : 1 / (1 + (count - 1) * dispersion);

    private static readonly WindowCounts s_none;
}
