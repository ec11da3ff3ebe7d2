namespace Isobar.Core.Attribution;

/// <summary>
/// Turns evidence of pairs into votes. A pair that can tell has one vote. Pairs that cannot are asked together, those of one client network after another, until
/// they can: Wald's sequential test, whose wrong votes are as rare as the threshold says.
/// </summary>
internal sealed class VoteCollector
{
    private readonly double _threshold;
    private readonly Dictionary<uint, double> _open = [];
    private readonly HashSet<uint> _badNetworks = [];
    private readonly HashSet<string> _badCountries = new(StringComparer.Ordinal);

    public VoteCollector(double threshold) => _threshold = threshold;

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
        _open.Clear();
        _badNetworks.Clear();
        _badCountries.Clear();
    }

    /// <summary>Hears the evidence of a pair, in nats.</summary>
    public void Add(uint network, string country, double nats)
    {
        if (Math.Abs(nats) < _threshold)
        {
            nats += _open.GetValueOrDefault(network);
            _open[network] = nats;
            if (Math.Abs(nats) < _threshold)
            {
                return;
            }
            _open[network] = 0;
        }
        bool isBad = nats > 0;
        Count = Count.With(isBad);
        if (isBad)
        {
            _badNetworks.Add(network);
            _badCountries.Add(country);
        }
    }
}
