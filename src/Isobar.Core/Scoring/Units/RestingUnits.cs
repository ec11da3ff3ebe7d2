using System.Runtime.InteropServices;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Units at rest: nothing is on its way in them, and what they remember is too little to be tested. A window without traffic then changes nothing but averages and
/// rings, so it is passed over; they are brought up to date, to the bit, when traffic comes or the hour ends. Most windows of most networks are such.
/// </summary>
internal sealed class RestingUnits(ScoringSettings settings, SpanLayout spans, SpanRings rings)
{
    /// <summary>An average of clients that comes so near to what is tested is not passed over: rounding must not decide.</summary>
    private const double SafePart = 0.999;

    private readonly List<(long Number, IReadOnlySet<string> Silent)> _windows = [];
    private int _first;

    /// <summary>Whether units may rest; a test compares with an engine where none does.</summary>
    public bool IsAllowed { get; set; } = true;

    /// <summary>Number of the latest window among those that were scored, which are not all where there are holes.</summary>
    public int Latest => _first + _windows.Count - 1;

    /// <summary>Notes a window that is to be scored, and the locations that were silent in it: nobody is missed there.</summary>
    public void Begin(long window, IReadOnlySet<string> silent) => _windows.Add((window, silent));

    /// <summary>Forgets the windows: all units are up to date.</summary>
    public void BeginHour()
    {
        _first += _windows.Count;
        _windows.Clear();
    }

    /// <summary>Whether windows without traffic change nothing but averages, as long as so many clients are expected in each.</summary>
    public bool CanRest(in UnitState state, float clients)
    {
        if (!IsAllowed)
        {
            return false;
        }
        for (int stream = 0; stream < StreamValues<byte>.Length; stream++)
        {
            ref readonly StreamRun run = ref state.Runs[stream];
            if (!run.IsIdle || run.Since != 0)
            {
                return false;
            }
        }
        return !IsVolumeHeard(state, clients) && (state.Ring == 0 || IsTooThin(rings.Of(state.Ring - 1)));
    }

    /// <summary>Brings a unit up to date, up to and without a window.</summary>
    /// <param name="state">What it remembers.</param>
    /// <param name="streams">Whether each stream has anything usual to compare with.</param>
    /// <param name="clients">Clients that were expected in each window in which its location was not silent.</param>
    /// <param name="location">Its service location.</param>
    /// <param name="from">The first window that it has not seen, by <see cref="Latest"/>.</param>
    /// <param name="to">The first window that is left.</param>
    public void CatchUp(ref UnitState state, in StreamValues<bool> streams, float clients, string location, int from, int to)
    {
        if (from >= to)
        {
            return;
        }
        for (EvidenceStream stream = EvidenceStream.NetworkFailures; stream <= EvidenceStream.Ttfb; stream++)
        {
            if (streams[(int)stream])
            {
                bool isVolume = stream == EvidenceStream.Volume;
                Smooth(ref state.UsualSamples[(int)stream], isVolume ? clients : 0, isVolume ? HeardWindows(location, from, to) : to - from);
            }
        }
        if (state.Ring > 0)
        {
            UnitCounts counts = default;
            counts.Expected[Tracks.Volume] = clients;
            SpanBlock block = SpanBlock.Of(counts);
            if (block.ClientParts16 == 0 && !MemoryMarshal.AsBytes(rings.Of(state.Ring - 1)).ContainsAnyExcept((byte)0))
            {
                return; // Nothing is added to nothing.
            }
            for (int window = from; window < to; window++)
            {
                (long number, IReadOnlySet<string> silent) = _windows[window - _first];
                rings.Push(state.Ring - 1, number, silent.Contains(location) ? default : block);
            }
        }
    }

    private int HeardWindows(string location, int from, int to)
    {
        int heard = 0;
        for (int window = from; window < to; window++)
        {
            heard += _windows[window - _first].Silent.Contains(location) ? 0 : 1;
        }
        return heard;
    }

    /// <summary>The average after so many windows of the same value; it stops where it moves no more.</summary>
    public static void Smooth(ref float usual, float now, int windows)
    {
        for (; windows > 0; windows--)
        {
            float next = usual == 0 ? now : usual + (now - usual) / UnitTester.AverageWindows;
            if (next == usual)
            {
                return;
            }
            usual = next;
        }
    }

    /// <summary>Whether missing clients are tested, or teach anything: the average moves towards what is expected, and never beyond.</summary>
    private bool IsVolumeHeard(in UnitState state, float clients)
    {
        int longest = state.Ring > 0 ? spans.SpanWindows[^1] : 1;
        return clients >= 1 || clients > 0 && Math.Max(state.UsualSamples[(int)EvidenceStream.Volume], clients) * longest >= settings.FewestClients * SafePart;
    }

    /// <summary>Whether no span can come to hold what a test takes: each is made of blocks that are there now.</summary>
    private bool IsTooThin(ReadOnlySpan<SpanBlock> slots)
    {
        int votes = 0, samples = 0;
        foreach (ref readonly SpanBlock block in slots)
        {
            votes += block.Votes;
            samples += block.Samples;
        }
        return votes * 2 < settings.FewestVotes && samples * 2 < settings.FewestSamples;
    }
}
