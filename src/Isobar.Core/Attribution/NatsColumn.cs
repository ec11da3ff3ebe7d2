namespace Isobar.Core.Attribution;

/// <summary>What pairs say to one hypothesis over one span, in nats: worked out once for each pair that is asked, however many elements it is in.</summary>
internal sealed class NatsColumn
{
    private readonly BlameSettings _settings;
    private readonly BlameChannel _channel;
    private readonly DropHypothesis _hypothesis;
    private readonly NatsMode _mode;
    private readonly Func<double[]> _newPage;
    private readonly List<double[]?> _pages = [];

    /// <param name="settings">The numbers of attribution.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="span">The counts.</param>
    /// <param name="hypothesis">What is asked.</param>
    /// <param name="mode">How it is asked.</param>
    /// <param name="newPage">Gives a page of <see cref="SpanEvidence.PageSize"/> values.</param>
    public NatsColumn(BlameSettings settings, BlameChannel channel, SpanEvidence span, DropHypothesis hypothesis, NatsMode mode, Func<double[]> newPage)
    {
        _settings = settings;
        _channel = channel;
        Span = span;
        _hypothesis = hypothesis;
        _mode = mode;
        _newPage = newPage;
    }

    /// <summary>The counts.</summary>
    public SpanEvidence Span { get; }

    /// <summary>The pages that were taken.</summary>
    public IEnumerable<double[]> Pages => _pages.OfType<double[]>();

    /// <summary>What the pair of a slot says.</summary>
    public double Of(int slot)
    {
        int page = slot >> SpanEvidence.PageBits;
        double[]? values = page < _pages.Count ? _pages[page] : null;
        values ??= NewPage(page);
        ref double value = ref values[slot & (SpanEvidence.PageSize - 1)];
        if (double.IsNaN(value))
        {
            value = Work(in Span[slot]);
        }
        return value;
    }

    /// <summary>What a pair says.</summary>
    public double OfPair(int pair) => Of(Span.SlotOf(pair));

    private double[] NewPage(int page)
    {
        while (_pages.Count <= page)
        {
            _pages.Add(null);
        }
        double[] values = _newPage();
        Array.Fill(values, double.NaN);
        _pages[page] = values;
        return values;
    }

    private double Work(in PairEvidence evidence)
    {
        double limit = _settings.PairNatsLimit;
        if (_mode == NatsMode.Profile)
        {
            double nats = DropLikelihood.Ratio(in evidence.Counts, evidence.UsualBins, _channel, _hypothesis, _settings.ClientNoise);
            return _hypothesis.IsPlausible(_channel) ? Math.Clamp(nats, -limit, limit * 4) : double.NegativeInfinity;
        }
        return Math.Clamp(DropLikelihood.MixedRatio(in evidence, _channel, _hypothesis, _mode == NatsMode.Partial, _settings.ClientNoise), -limit, limit);
    }
}
