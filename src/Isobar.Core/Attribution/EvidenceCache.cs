using System.Runtime.InteropServices;

namespace Isobar.Core.Attribution;

/// <summary>
/// What pairs say in one channel of one window. A pair is asked by each of the elements that it is in, and by many again after each explanation: what it counted and
/// what it says is worked out once. The room is used again for the next channel and window.
/// </summary>
internal sealed class EvidenceCache
{
    /// <summary>Pages that are kept for the next window: 16 MB of values.</summary>
    private const int MostFreePages = 16_384;

    private readonly BlameSettings _settings;
    private readonly SpanEvidence[] _spans;
    private readonly Dictionary<(int Windows, DropHypothesis Hypothesis, NatsMode Mode), NatsColumn> _columns = [];
    private readonly Stack<double[]> _freePages = [];
    private BlameChannel _channel;

    public EvidenceCache(BlameSettings settings, PairMemory memory)
    {
        _settings = settings;
        _spans = [.. Enumerable.Range(0, memory.MostWindows + 1).Select(windows => new SpanEvidence(memory, windows))];
    }

    /// <summary>Pairs that elements have asked so far: what attribution costs grows with these.</summary>
    public long Asked { get; set; }

    /// <summary>Begins a channel of a window: nothing is known.</summary>
    public void Begin(BlameChannel channel, int pairs)
    {
        _channel = channel;
        foreach (NatsColumn column in _columns.Values)
        {
            foreach (double[] page in column.Pages)
            {
                if (_freePages.Count < MostFreePages)
                {
                    _freePages.Push(page);
                }
            }
        }
        _columns.Clear();
        foreach (SpanEvidence span in _spans)
        {
            span.Begin(channel, pairs);
        }
    }

    /// <summary>What pairs counted over the last windows.</summary>
    public SpanEvidence Span(int windows) => _spans[windows];

    /// <summary>What pairs say to a hypothesis over the last windows.</summary>
    public NatsColumn Column(int windows, DropHypothesis hypothesis, NatsMode mode)
    {
        ref NatsColumn? column = ref CollectionsMarshal.GetValueRefOrAddDefault(_columns, (windows, hypothesis, mode), out _);
        return column ??= new(_settings, _channel, _spans[windows], hypothesis, mode, () => _freePages.TryPop(out double[]? page) ? page : new double[SpanEvidence.PageSize]);
    }
}
