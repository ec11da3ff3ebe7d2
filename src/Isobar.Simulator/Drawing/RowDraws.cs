using Isobar.Core.Sketches;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Nuisances;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Drawing;

/// <summary>
/// Draws the rows of one period. What is drawn for a row depends on the seed, the pair, the stratum and the period alone. Holds scratch memory: one for each thread.
/// </summary>
internal sealed class RowDraws(WorldModel world)
{
    /// <summary>σ of a location's service times from window to window.</summary>
    private const double ServiceEffect = 0.03;

    /// <summary>A broken client that retries shows only where a window holds this many votes: in a smaller one it would be a tenth of the traffic, which is a fault.</summary>
    private const double VotesForBrokenClient = 30;

    private readonly EffectChains _chains = new(world.Streams.Length);
    private readonly SampleDraws _samples = new(world.Shapes);
    private readonly ClientSketch _clients = new();
    private readonly double[] _serviceFactors = new double[world.ServiceMicros.Length];
    private readonly List<ActiveFault> _active = [];
    private DrawPeriod _period;

    /// <summary>Number of the first client of the row drawn last; the others follow in steps, modulo the pool.</summary>
    public int FirstClient { get; private set; }

    /// <summary>Distance between the numbers of the clients of the row drawn last.</summary>
    public int ClientStep { get; private set; }

    /// <summary>Starts a window or an hour.</summary>
    public void Begin(in DrawPeriod period)
    {
        _period = period;
        _chains.Link(world.Faults, world.Nuisances, period);
        for (int location = 0; location < _serviceFactors.Length; location++)
        {
            KeyedRandom random = KeyedRandom.Of(world.Seed, DrawPurpose.LocationWindow, (ulong)location, period.Key);
            _serviceFactors[location] = Math.Exp(ServiceEffect / Math.Sqrt(period.Windows) * random.NextNormal());
        }
    }

    /// <summary>Draws a row; false when there is no traffic.</summary>
    public bool TryDraw(int streamIndex, out Tally tally, List<AffectedRow>? affected)
    {
        tally = default;
        StratumStream stream = world.Streams[streamIndex];
        ref readonly PairModel model = ref world.Models[stream.Pair];
        KeyedRandom random = KeyedRandom.Of(world.Seed, DrawPurpose.PairWindow, (ulong)stream.Pair, _period.Key);
        double arrivalSize = model.ArrivalSize * _period.Windows;
        double arrivals = CountDraws.Gamma(ref random, arrivalSize) / arrivalSize;
        double positionEffect = random.NextNormal();
        random = KeyedRandom.Of(world.Seed, DrawPurpose.Row, (ulong)streamIndex, _period.Key);

        RowEffects effects = ReadEffects(streamIndex);
        double rhythm = model.RhythmAt(_period.MiddleSeconds, _period.DayCos, _period.DaySin);
        (double drift, double volumeDrift) = world.HasNuisances ? Drift(stream.Pair) : (0, 1);
        double scale = _period.Windows * stream.Share * rhythm * volumeDrift * effects.Volume * arrivals;
        double ownVotes = model.MeanVotes * scale;
        double votes = ownVotes + effects.MovedVotes * scale;
        if (effects.LoggedShare < 1)
        {
            votes *= 1 - Math.Pow(1 - effects.LoggedShare, model.RequestsPerVote);
        }
        int demand = CountDraws.Poisson(ref random, votes);
        if (demand == 0)
        {
            return false;
        }
        DrawVotes(ref random, model, effects, demand, ref tally);
        int samples = DrawRequests(ref random, model, effects, ref tally);
        samples = _period.Windows > 1 ? Math.Min(samples, world.HourlySamples) : samples;
        int moved = effects.MovedFromPair < 0 ? 0 : CountDraws.Binomial(ref random, samples, 1 - model.MeanVotes / (model.MeanVotes + effects.MovedVotes));
        if (moved > 0)
        {
            ref readonly PairModel from = ref world.Models[effects.MovedFromPair];
            _samples.Draw(ref random, Group(from, rhythm, drift, positionEffect), moved);
        }
        SampleGroup usual = Group(model, rhythm, drift, positionEffect);
        usual.RttAddMicros = effects.RttAddMicros;
        DrawSamples(ref random, usual, samples - moved);
        if (affected is not null)
        {
            Report(stream, demand, samples, affected);
        }
        if (tally.Votes == 0)
        {
            return false;
        }
        bool isIPv6 = world.Strata[stream.Stratum].Family == AddressFamily.IPv6;
        DrawClients(ref random, model, isIPv6, ref tally);
        tally.Rtt = TimeSummary.Of(_samples.Rtt.Take());
        tally.Ttfb = TimeSummary.Of(_samples.Ttfb.Take());
        return true;
    }

    private RowEffects ReadEffects(int streamIndex)
    {
        RowEffects effects = RowEffects.None;
        _active.Clear();
        for (int link = _chains.HeadOf(streamIndex); link >= 0;)
        {
            StreamEffect effect = _chains[link];
            if (effect.Fault >= 0)
            {
                _active.Add(new ActiveFault { Fault = effect.Fault, Amount = effect.Amount });
            }
            else
            {
                Apply(world.Nuisances[effect.Nuisance], effect, ref effects);
            }
            link = effect.Next;
        }
        return effects;
    }

    private void Apply(Nuisance nuisance, in StreamEffect effect, ref RowEffects effects)
    {
        double amount = effect.Amount;
        switch (nuisance.Kind)
        {
            case NuisanceKind.FlashCrowd:
                effects.Volume *= 1 + (nuisance.Size - 1) * amount;
                break;
            case NuisanceKind.RouteChange:
                effects.RttAddMicros += amount * nuisance.Size * 1000;
                break;
            case NuisanceKind.PrefixMigration or NuisanceKind.GeolocationChange when effect.FromPair < 0:
                effects.Volume *= 1 - nuisance.Size * amount;
                break;
            case NuisanceKind.PrefixMigration or NuisanceKind.GeolocationChange:
                effects.MovedVotes += world.Models[effect.FromPair].MeanVotes * nuisance.Size * amount;
                effects.MovedFromPair = nuisance.Kind == NuisanceKind.GeolocationChange ? effect.FromPair : effects.MovedFromPair;
                break;
            case NuisanceKind.ClientRetries:
                effects.Tries += (nuisance.Size - 1) * amount;
                break;
            case NuisanceKind.ExporterGap:
                effects.Volume *= 1 - amount;
                break;
            case NuisanceKind.ClockSkew:
                effects.Volume *= 1 + nuisance.Size / _period.Seconds * (Holds(nuisance.EndSeconds) - Holds(nuisance.StartSeconds));
                break;
            default:
                effects.LoggedShare *= 1 - (1 - nuisance.Size) * amount;
                break;
        }
    }

    private int Holds(long seconds) => seconds >= _period.StartSeconds && seconds < _period.StartSeconds + _period.Seconds ? 1 : 0;

    private void DrawVotes(ref KeyedRandom random, in PairModel model, in RowEffects effects, int demand, ref Tally tally)
    {
        int left = demand;
        foreach (ref ActiveFault fault in ActiveFaults)
        {
            if (world.Faults[fault.Fault].Spec.Kind == FaultKind.Vanish)
            {
                fault.Vanished = CountDraws.Binomial(ref random, left, fault.Amount);
                left -= fault.Vanished;
            }
        }
        tally.Votes = left;
        foreach (ref ActiveFault fault in ActiveFaults)
        {
            FaultKind kind = world.Faults[fault.Fault].Spec.Kind;
            int hit = kind switch
            {
                FaultKind.Fail or FaultKind.ServiceFail => CountDraws.Binomial(ref random, left, fault.Amount),
                FaultKind.Partial => CountDraws.Binomial(ref random, left, 0.5 * fault.Amount),
                _ => 0,
            };
            left -= hit;
            bool isService = kind == FaultKind.ServiceFail;
            fault.ServiceFailed = isService ? hit : 0;
            fault.Failed = isService ? 0 : hit;
            tally.ServiceFailedVotes += fault.ServiceFailed;
            tally.NetworkFailedVotes += fault.Failed;
        }
        int usual = CountDraws.BetaBinomial(ref random, left, model.NetworkFailureShare, Correlation(model, left));
        tally.NetworkFailedVotes += usual;
        left -= usual;
        tally.ServiceFailedVotes += CountDraws.BetaBinomial(ref random, left, model.ServiceFailureShare, Correlation(model, left));
        if (effects.Tries > 1 && tally.Votes >= VotesForBrokenClient * _period.Windows)
        {
            // One broken client, that gets through at every second try.
            int broken = CountDraws.Binomial(ref random, Math.Max(1, (int)_period.Windows), 0.5);
            tally.Votes += broken;
            tally.NetworkFailedVotes += broken;
        }
    }

    /// <summary>Failures of different windows are independent, so the correlation of their sum is weaker; this keeps its variance exactly.</summary>
    private double Correlation(in PairModel model, int votes) => _period.Windows <= 1 || votes < 2
        ? model.FailureCorrelation
        : Math.Max(0, (votes / _period.Windows - 1) * model.FailureCorrelation / (votes - 1));

    /// <summary>Attempts and bytes for the votes, and how many samples their requests give.</summary>
    private static int DrawRequests(ref KeyedRandom random, in PairModel model, in RowEffects effects, ref Tally tally)
    {
        int votes = tally.Votes;
        if (votes == 0)
        {
            return 0;
        }
        double logged = effects.LoggedShare;
        double requestsPerVote = logged >= 1 ? model.RequestsPerVote
            : Math.Max(1, model.RequestsPerVote * logged / (1 - Math.Pow(1 - logged, model.RequestsPerVote)));
        // Requests beyond the first of each vote fall on failed votes as on others; all requests of a failed vote fail.
        int more = CountDraws.Poisson(ref random, votes * (requestsPerVote - 1));
        int moreFailed = CountDraws.Binomial(ref random, more, tally.NetworkFailedVotes / (double)votes);
        int good = votes - tally.NetworkFailedVotes;
        int moreGood = more - moreFailed;
        int moreServiceFailed = CountDraws.Binomial(ref random, moreGood, good == 0 ? 0 : tally.ServiceFailedVotes / (double)good);
        tally.NetworkFailures = tally.NetworkFailedVotes + moreFailed;
        tally.ServiceFailures = tally.ServiceFailedVotes + moreServiceFailed;
        if (effects.Tries > 1)
        {
            tally.NetworkFailures += CountDraws.Poisson(ref random, tally.NetworkFailures * (effects.Tries - 1));
        }
        tally.Attempts = tally.NetworkFailures + good + moreGood;
        tally.Connections = tally.Attempts;
        long answered = good + moreGood;
        double noise = Math.Max(0.2, 1 + 0.5 * random.NextNormal() / Math.Sqrt(Math.Max(answered, 1)));
        tally.BytesOut = (long)(answered * model.BytesPerRequest * noise);
        tally.BytesIn = tally.Attempts * 600 + (long)(random.NextWord() & 0x3f);
        // A vote gives four samples at most, and no more than it has requests.
        int served = good - tally.ServiceFailedVotes;
        int most = Math.Min(4 * served, served + moreGood - moreServiceFailed) + (int)Math.Min(4 * tally.ServiceFailedVotes, tally.ServiceFailures);
        return Math.Min(most, good + CountDraws.Binomial(ref random, moreGood, model.TimedShare * logged));
    }

    /// <summary>Where round-trip times of a pair lie in this period.</summary>
    private SampleGroup Group(in PairModel model, double rhythm, double shift, double effect)
    {
        double level = Math.Clamp(model.QueueLevel * rhythm, 0, ShapeLibrary.QueueMeans.Length - 1.001);
        // Over many windows the effects average out in the position and show as spread.
        double windows = Math.Max(1, _period.Windows);
        return new SampleGroup
        {
            Shape = ShapeLibrary.ShapeOf(model.Family, (int)level),
            UpperLevel = (int)((level - Math.Floor(level)) * (1 << 15)),
            Kernel = ShiftKernel.Of(model.Position + shift + effect * model.EffectSpread / Math.Sqrt(windows), model.EffectSpread * Math.Sqrt(1 - 1 / windows)),
            RttFactor = 1,
            ServiceFactor = _serviceFactors[model.Location],
            ServiceMicros = world.ServiceMicros[model.Location],
        };
    }

    private void DrawSamples(ref KeyedRandom random, in SampleGroup usual, int samples)
    {
        int left = samples;
        foreach (ref ActiveFault fault in ActiveFaults)
        {
            FaultSpec spec = world.Faults[fault.Fault].Spec;
            // Of the traffic that packet loss hits, half has failed: the other half is among what is left.
            double amount = spec.Kind == FaultKind.Partial ? 0.5 * fault.Amount / (1 - 0.5 * fault.Amount) : fault.Amount;
            if (!spec.LowersPerformance)
            {
                continue;
            }
            int hit = CountDraws.Binomial(ref random, left, amount);
            left -= hit;
            SampleGroup group = usual;
            if (spec.Kind == FaultKind.ServiceSlow)
            {
                group.ServiceAddMicros = spec.DelayMicros;
                fault.TtfbDelayed = hit;
            }
            else
            {
                group.RttFactor = spec.Factor;
                group.RttAddMicros += spec.DelayMicros;
                fault.RttDelayed = hit;
            }
            _samples.Draw(ref random, group, hit);
        }
        _samples.Draw(ref random, usual, left);
    }

    private void DrawClients(ref KeyedRandom random, in PairModel model, bool isIPv6, ref Tally tally)
    {
        int votes = tally.Votes;
        int clients = 1 + CountDraws.Binomial(ref random, votes - 1, _period.NewClientShare);
        clients = Math.Max(clients, (votes + _period.Intervals - 1) / _period.Intervals);
        int mask = (1 << model.PoolBits) - 1;
        tally.Clients = Math.Min(clients, mask + 1);
        ulong word = random.NextWord();
        // An odd step visits each client of a pool of 2^n once before any twice.
        (FirstClient, ClientStep) = ((int)(word & (uint)mask), (int)(word >> 32 & (uint)mask) | 1);
        int client = FirstClient;
        _clients.Clear();
        for (int i = 0; i < tally.Clients; i++)
        {
            _clients.Add(StableHash.Of(world.Addresses.ClientOf(model.CityNetwork, client, isIPv6)));
            client = (client + ClientStep) & mask;
        }
        tally.ClientSketch = _clients.Write();
    }

    /// <summary>Slow changes of a pair: up to 1.2 % of its round-trip times (in buckets) and 8 % of its traffic, straight between knots five days apart.</summary>
    private (double Shift, double Volume) Drift(int pair)
    {
        const long Knot = 5 * 86_400;
        long knot = _period.MiddleSeconds / Knot;
        double part = _period.MiddleSeconds % Knot / (double)Knot;
        KeyedRandom before = KeyedRandom.Of(world.Seed, DrawPurpose.Drift, (ulong)pair, (ulong)knot);
        KeyedRandom after = KeyedRandom.Of(world.Seed, DrawPurpose.Drift, (ulong)pair, (ulong)knot + 1);
        double rtt = (2 * before.NextShare() - 1) * (1 - part) + (2 * after.NextShare() - 1) * part;
        double volume = (2 * before.NextShare() - 1) * (1 - part) + (2 * after.NextShare() - 1) * part;
        return (0.012 / BucketGrid.LogGamma * rtt, 1 + 0.08 * volume);
    }

    private Span<ActiveFault> ActiveFaults => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_active);

    private void Report(in StratumStream stream, int demand, int samples, List<AffectedRow> affected)
    {
        foreach (ActiveFault fault in _active)
        {
            affected.Add(new(fault.Fault, stream.Pair, stream.Stratum, _period.StartSeconds,
                new(demand, fault.Vanished, fault.Failed, fault.ServiceFailed, samples, fault.RttDelayed, fault.TtfbDelayed)));
        }
    }
}
