using System.Numerics;

namespace Isobar.Core.Baselines;

/// <summary>Shares what a stratum knows of itself with what its parents know: the state that expectations come from.</summary>
internal sealed class StratumConcluder
{
    private const byte WholeWeight = 255;

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
        BaselineParent? speaker = isReady ? null : Ready(parent);
        StratumState state = new()
        {
            Pair = pair,
            Source = isReady ? BaselineSource.Stratum : speaker?.Kind ?? BaselineSource.None,
            Days = (byte)BitOperations.PopCount(own.RttDays | own.TtfbDays | own.Votes.DayMask),
            IsRttReady = isRttReady,
            IsTtfbReady = isTtfbReady,
            NetworkShare = (Half)parent.Network.ShareOf(own.Votes.Votes, own.Votes.NetworkFailed),
            ServiceShare = (Half)parent.Service.ShareOf(own.Votes.Votes, own.Votes.ServiceFailed),
            ClientsPeak = own.Volume.Peak,
            ClientFactors = own.Volume.Factors,
            ClientsDispersion = (Half)own.Volume.Dispersion,
            RttPeak = own.RttPeak,
            TtfbPeak = own.TtfbPeak,
        };
        // A ready stratum borrows from its nearest parent, however little that knows; one that is not is spoken for by the nearest ready one.
        state.RttWeight = Levels(own.Rtt, own.RttSamples, (speaker?.RttLender ?? parent).Rtt, isRttReady, out state.Rtt);
        state.TtfbWeight = Levels(own.Ttfb, own.TtfbSamples, (speaker?.TtfbLender ?? parent).Ttfb, isTtfbReady, out state.Ttfb);
        return state;
    }

    /// <summary>The nearest group that is ready.</summary>
    private static BaselineParent? Ready(BaselineParent? parent)
    {
        while (parent is not null && !parent.IsReady)
        {
            parent = parent.Wider;
        }
        return parent;
    }

    private bool IsReady(long samples, uint days, in DayQuantiles levels) =>
        samples >= _settings.ReadySamples && BitOperations.PopCount(days) >= _settings.ReadyDays && levels[DayQuantiles.P10] != 0 && levels[DayQuantiles.P90] != 0;

    /// <summary>θ = w θ_own + (1 − w) θ_parent, w = n/(n + κ); returns 255 w.</summary>
    private static byte Levels(in DayQuantiles own, long samples, in TimesGroup parent, bool isReady, out DayQuantiles levels)
    {
        levels = default;
        bool hasOwn = own[DayQuantiles.P10] != 0 && own[DayQuantiles.P90] != 0, hasParent = parent.HasLevels;
        if (!hasOwn)
        {
            levels = parent.Levels;
            return 0;
        }
        double weight = hasParent ? samples / (samples + parent.Kappa) : 1;
        Span<double> places = stackalloc double[DayQuantiles.Count];
        for (int i = DayQuantiles.P10; i <= DayQuantiles.P90; i++)
        {
            places[i] = hasParent ? weight * own[i] + (1 - weight) * parent.Levels[i] : own[i];
        }
        places[0] = places[1] - Distance(0, own, parent, weight, places);
        places[6] = places[5] + Distance(6, own, parent, weight, places);
        places[7] = places[6] + Distance(7, own, parent, weight, places);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            levels[i] = (ushort)TimeScale.Clamp((int)Math.Round(places[i]));
        }
        return isReady ? WholeWeight : (byte)(weight * WholeWeight);
    }

    /// <summary>Distance of an outer quantile from its neighbour: own and parent's shared; where own days are too thin for it, the parent's or the slope's.</summary>
    private static double Distance(int quantile, in DayQuantiles own, in TimesGroup parent, double weight, ReadOnlySpan<double> places)
    {
        int inner = DayQuantiles.Inner(quantile);
        double theirs = parent.HasLevels ? Math.Abs(parent.Levels[quantile] - parent.Levels[inner]) : DayQuantiles.OuterDistance(quantile, places);
        return own[quantile] == 0 || own[inner] == 0 ? theirs : weight * Math.Abs(own[quantile] - own[inner]) + (1 - weight) * theirs;
    }
}
