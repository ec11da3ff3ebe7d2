using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring;

/// <summary>What was counted of a pair in one window, over its strata, beside what was to be expected; attribution sums these over the pairs of a suspect.</summary>
public struct PairCounts
{
    /// <summary>Availability votes of strata with a baseline.</summary>
    public int Votes;

    /// <summary>Votes that failed by network.</summary>
    public int NetworkFailed;

    /// <summary>Votes that failed by service.</summary>
    public int ServiceFailed;

    /// <summary>Usual number of votes that fail by network.</summary>
    public float NetworkExpected;

    /// <summary>Usual number of votes that fail by service.</summary>
    public float ServiceExpected;

    /// <summary>Distinct clients.</summary>
    public int Clients;

    /// <summary>Usual number of distinct clients; 0 where volume is not tested.</summary>
    public float ClientsExpected;

    /// <summary>Round-trip times.</summary>
    public EdgeCounts Rtt;

    /// <summary>Times to first byte.</summary>
    public EdgeCounts Ttfb;
}

/// <summary>Samples above the five edges, beside what was to be expected.</summary>
public struct EdgeCounts
{
    /// <summary>Samples of strata with a baseline.</summary>
    public int Samples;

    /// <summary>Samples above each edge.</summary>
    public EdgeValues<int> Above;

    /// <summary>Usual number of samples above each edge.</summary>
    public EdgeValues<float> Expected;
}
