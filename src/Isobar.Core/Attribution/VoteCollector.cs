namespace Isobar.Core.Attribution;

/// <summary>
/// Turns evidence of pairs into votes. A pair that can tell has one vote. Pairs that cannot are asked together, those of one client network after another, until
/// they can: Wald's sequential test, whose wrong votes are as rare as the threshold says.
/// </summary>
internal sealed class VoteCollector
{
    private readonly double _threshold;
    private readonly double[] _open;
    private readonly List<int> _asked = [];
    private readonly NumberSet _badNetworks;
    private readonly NumberSet _badCountries;

    /// <param name="threshold">Nats of a vote, either way.</param>
    /// <param name="networks">Numbers of client networks are below this.</param>
    /// <param name="countries">Numbers of countries are below this.</param>
    public VoteCollector(double threshold, int networks, int countries)
    {
        _threshold = threshold;
        _open = new double[networks];
        _badNetworks = new(networks);
        _badCountries = new(countries);
    }

    /// <summary>The votes so far.</summary>
    public VoteCount Count { get; private set; }

    /// <summary>Client networks with a bad vote.</summary>
    public int BadNetworks => _badNetworks.Count;

    /// <summary>Countries with a bad vote.</summary>
    public int BadCountries => _badCountries.Count;

    /// <summary>Forgets all votes.</summary>
    public void Clear()
    {
        Count = default;
        foreach (int network in _asked)
        {
            _open[network] = 0;
        }
        _asked.Clear();
        _badNetworks.Clear();
        _badCountries.Clear();
    }

    /// <summary>Hears the evidence of a pair, in nats.</summary>
    public void Add(int network, int country, double nats)
    {
        if (Math.Abs(nats) < _threshold)
        {
            ref double open = ref _open[network];
            if (open == 0)
            {
                _asked.Add(network);
            }
            nats += open;
            open = nats;
            if (Math.Abs(nats) < _threshold)
            {
                return;
            }
            open = 0;
        }
        bool isBad = nats > 0;
        Count = Count.With(isBad);
        if (isBad)
        {
            _badNetworks.Add(network);
            _badCountries.Add(country);
        }
    }

    /// <summary>A set of small numbers that is soon emptied.</summary>
    private sealed class NumberSet(int length)
    {
        private readonly bool[] _has = new bool[length];
        private readonly List<int> _numbers = [];

        public int Count => _numbers.Count;

        public void Add(int number)
        {
            if (!_has[number])
            {
                _has[number] = true;
                _numbers.Add(number);
            }
        }

        public void Clear()
        {
            foreach (int number in _numbers)
            {
                _has[number] = false;
            }
            _numbers.Clear();
        }
    }
}
