using System.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>Shares what a stratum knows of itself with what its parents know: the state that expectations come from.</summary>
internal sealed class StratumConcluder
{
    private readonly BaselineSettings _settings;

    /// <param name="settings">The numbers.</param>
    public StratumConcluder(BaselineSettings settings) => _settings = settings;

    /// <summary>The state of a stratum.</summary>
    /// <param name="own">What its own history says; the default where there is none.</param>
    /// <param name="parent">Its nearest parent, concluded.</param>
    /// <param name="pair">Number of its pair.</param>
    public StratumState Conclude(in OwnBaseline own, BaselineParent parent, int pair)
    {
        bool isRttReady = IsReady(own.RttSamples, own.RttDays, own.Rtt), isTtfbReady = IsReady(own.TtfbSamples, own.TtfbDays, own.Ttfb);
        bool areVotesReady = own.Votes.Votes >= _settings.ReadySamples && BitOperations.PopCount(own.Votes.DayMask) >= _settings.ReadyDays;
        bool isReady = isRttReady || isTtfbReady || areVotesReady;
        BaselineParent? speaker = isReady ? null : parent.NearestReady;
        StratumState state = new()
        {
            Pair = pair,
            Source = isReady ? BaselineSource.Stratum : speaker?.Kind ?? BaselineSource.None,
            Days = speaker?.Days ?? (byte)BitOperations.PopCount(own.RttDays | own.TtfbDays | own.Votes.DayMask),
            NetworkShare = (Half)parent.Network.ShareOf(own.Votes.Votes, own.Votes.NetworkFailed),
            ServiceShare = (Half)parent.Service.ShareOf(own.Votes.Votes, own.Votes.ServiceFailed),
            ClientsPeak = own.Volume.Peak,
            ClientFactors = own.Volume.Factors,
            ClientsDispersion = (Half)own.Volume.Dispersion,
            RttPeak = own.RttPeak,
            TtfbPeak = own.TtfbPeak,
        };
        // A ready stratum borrows from its nearest parent, however little that knows. One that is not is spoken for by the nearest group that is ready; a stream that is
        // not ready beside one that is has no edges, as an expectation has one source.
        if (isReady)
        {
            state.IsRttKnown = isRttReady;
            state.IsTtfbKnown = isTtfbReady;
            Share(own.Rtt, own.RttSamples, parent.Rtt, out state.Rtt);
            Share(own.Ttfb, own.TtfbSamples, parent.Ttfb, out state.Ttfb);
        }
        else
        {
            state.IsRttKnown = Borrow(own.Rtt, own.RttSamples, speaker?.RttLender, isRtt: true, out state.Rtt, out state.RttUnknown);
            state.IsTtfbKnown = Borrow(own.Ttfb, own.TtfbSamples, speaker?.TtfbLender, isRtt: false, out state.Ttfb, out state.TtfbUnknown);
        }
        return state;
    }

    private bool IsReady(long samples, uint days, in DayQuantiles levels) =>
        samples >= _settings.ReadySamples && BitOperations.PopCount(days) >= _settings.ReadyDays && levels[DayQuantiles.P10] != 0 && levels[DayQuantiles.P90] != 0;

    private static bool Borrow(in DayQuantiles own, long samples, BaselineParent? lender, bool isRtt, out DayQuantiles levels, out Half unknown)
    {
        levels = default;
        unknown = default;
        if (lender is null)
        {
            return false;
        }
        ref readonly TimesGroup group = ref isRtt ? ref lender.Rtt : ref lender.Ttfb;
        double weight = Share(own, samples, group, out levels);
        // The variance of a normal mean after n samples, in terms of the prior's: κ/(n + κ).
        unknown = (Half)Math.Sqrt((1 - weight) * group.Variance);
        return true;
    }

    /// <summary>θ = w θ_own + (1 − w) θ_parent, w = n/(n + κ); returns w.</summary>
    private static double Share(in DayQuantiles own, long samples, in TimesGroup parent, out DayQuantiles levels)
    {
        bool hasOwn = own[DayQuantiles.P10] != 0 && own[DayQuantiles.P90] != 0;
        if (!hasOwn)
        {
            levels = parent.Levels;
            return 0;
        }
        levels = default;
        double weight = parent.HasLevels ? samples / (samples + (double)parent.Kappa) : 1;
        Span<double> places = stackalloc double[DayQuantiles.Count];
        for (int i = DayQuantiles.P10; i <= DayQuantiles.P90; i++)
        {
            places[i] = weight * own[i] + (1 - weight) * parent.Levels[i];
        }
        places[0] = places[1] - Distance(0, own, parent, weight, places);
        places[6] = places[5] + Distance(6, own, parent, weight, places);
        places[7] = places[6] + Distance(7, own, parent, weight, places);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            levels[i] = (ushort)TimeScale.Clamp((int)Math.Round(places[i]));
        }
        return weight;
    }

    /// <summary>Distance of an outer quantile from its neighbour: own and parent's shared; where own days are too thin for it, the parent's or the slope's.</summary>
    private static double Distance(int quantile, in DayQuantiles own, in TimesGroup parent, double weight, ReadOnlySpan<double> places)
    {
        int inner = DayQuantiles.Inner(quantile);
        double theirs = parent.HasLevels ? Math.Abs(parent.Levels[quantile] - parent.Levels[inner]) : DayQuantiles.OuterDistance(quantile, places);
        return own[quantile] == 0 || own[inner] == 0 ? theirs : weight * Math.Abs(own[quantile] - own[inner]) + (1 - weight) * theirs;
    }
}
