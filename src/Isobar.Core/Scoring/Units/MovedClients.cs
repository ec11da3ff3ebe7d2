using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Tells clients that their network has moved to another of its places from those that were cut off: prefixes are renumbered and pools of addresses merged, and nobody says
/// so. All counts are smoothed over an hour. One user for many threads, each its own strata.
/// </summary>
/// <param name="units">The strata.</param>
/// <param name="settledWindows">Windows after which a move is settled, whatever else happens in the network.</param>
internal sealed class MovedClients(StratumUnits units, int settledWindows)
{
    /// <summary>Windows that counts are smoothed over.</summary>
    private const double Memory = 12;

    /// <summary>What smoothing leaves of the variance of independent windows.</summary>
    private const double ChanceLeft = 1 / (2 * Memory - 1);

    /// <summary>
    /// Part of the variance by which windows miss what is usual that smoothing does not take away: drift, and errors of the expectation itself. A half of the deviation.
    /// </summary>
    private const double SpreadLeft = 0.25;

    /// <summary>Clients that are fewer than usual by less than this share are not missing.</summary>
    private const double LeastMissing = 0.2;

    /// <summary>Part of the missing clients that must turn up elsewhere.</summary>
    private const double LeastArrived = 0.5;

    /// <summary>The same for clients that are taken as moved already.</summary>
    private const double LeastStillArrived = 0.25;

    /// <summary>
    /// Deviations of doubt in favour of a move where traffic is so thin that tests look back for hours: an outage is over by then, most of the time, and a move is not.
    /// </summary>
    private const double DoubtOfThin = 2;

    /// <summary>Deviations of doubt in favour of an outage where traffic shows one at once.</summary>
    private const double DoubtOfBusy = -1;

    /// <summary>Deviations of doubt in favour of a move that was seen before.</summary>
    private const double DoubtOfMoved = 3;

    /// <summary>Sums are made in units of 2^-20, so that they do not depend on the order of strata.</summary>
    private const double FixedPoint = 1 << 20;

    private (long Clients, long Expected, long Spread)[] _sums = [];
    private Network[] _networks = [];

    /// <summary>Takes the clients of a window.</summary>
    public void Begin()
    {
        Array.Resize(ref _sums, units.NetworkCount);
        Array.Resize(ref _networks, units.NetworkCount);
        Array.Clear(_sums);
        for (int stratum = 0; stratum < units.All.Count; stratum++)
        {
            ref UnitCounts counts = ref units.Counts[stratum];
            ref StratumUnit unit = ref units.All[stratum];
            float expected = counts.Expected[Tracks.Volume];
            if (expected <= 0)
            {
                continue;
            }
            ref (long Clients, long Expected, long Spread) sum = ref _sums[units.NetworkOf(unit.Pair)];
            sum.Clients += counts.Hits[Tracks.Volume];
            sum.Expected += (long)(expected * FixedPoint);
            sum.Spread += (long)((counts.Variance[Tracks.Volume] - expected) * FixedPoint);
            Smooth(ref unit.ClientsSeen, counts.Hits[Tracks.Volume], unit.ClientsUsual);
            Smooth(ref unit.ClientsUsual, expected, unit.ClientsUsual);
        }
        for (int i = 0; i < _networks.Length; i++)
        {
            if (_sums[i].Expected > 0)
            {
                _networks[i].Add(_sums[i].Clients, _sums[i].Expected / FixedPoint, _sums[i].Spread / FixedPoint);
            }
        }
    }

    /// <summary>Whether the clients that a stratum misses may be those that other places of its network have gained.</summary>
    /// <param name="unit">The stratum.</param>
    /// <param name="isThin">Whether its clients are tested over hours.</param>
    public bool MayHaveMoved(in StratumUnit unit, bool isThin)
    {
        double usual = unit.ClientsUsual, missing = usual - unit.ClientsSeen;
        if (missing <= LeastMissing * usual)
        {
            return false;
        }
        if (unit.MovedFor >= settledWindows)
        {
            return true;
        }
        ref readonly Network network = ref _networks[units.NetworkOf(unit.Pair)];
        double others = network.Expected - usual;
        double own = usual * usual / Math.Max(unit.Usual.ClientsDispersion, 0.1);
        double deviation = Math.Sqrt(ChanceLeft * Math.Max(others, 0) + SpreadLeft * Math.Max(network.Spread - own, 0));
        double surplus = network.Clients - unit.ClientsSeen - others;
        double doubt = unit.HasMoved ? DoubtOfMoved : isThin ? DoubtOfThin : DoubtOfBusy;
        return surplus + doubt * deviation >= (unit.HasMoved ? LeastStillArrived : LeastArrived) * missing;
    }

    /// <summary>
    /// Counts windows of a move. Once it has lasted as long as tests look back, days of more or fewer users in the rest of the network raise no doubt of it any more; what is
    /// usual follows two days later.
    /// </summary>
    public ushort Count(ushort movedFor, bool hasMoved) => (ushort)Math.Clamp(movedFor + (hasMoved ? 1 : -1), 0, Math.Min(2 * settledWindows, ushort.MaxValue));

    /// <summary>Writes what is remembered of the networks.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.Write(_networks.Length);
        writer.Write<Network>(_networks);
        writer.End();
    }

    /// <summary>Reads what <see cref="Save"/> wrote; the units must be known.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Begin();
        _networks = new Network[reader.ReadCount(units.NetworkCount)];
        reader.Read<Network>(_networks);
    }

    private static void Smooth(ref float value, float now, float known) => value = known == 0 ? now : value + (now - value) / (float)Memory;

    /// <summary>Clients of a network at a service location.</summary>
    private struct Network
    {
        /// <summary>Those that came.</summary>
        public double Clients;

        /// <summary>Those that usually come.</summary>
        public double Expected;

        /// <summary>Variance of those that come, without chance.</summary>
        public double Spread;

        public void Add(double clients, double expected, double spread)
        {
            bool isFirst = Expected == 0;
            Clients += isFirst ? clients : (clients - Clients) / Memory;
            Expected += isFirst ? expected : (expected - Expected) / Memory;
            Spread += isFirst ? spread : (spread - Spread) / Memory;
        }
    }
}
