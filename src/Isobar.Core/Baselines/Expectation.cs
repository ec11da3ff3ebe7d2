using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>What is usual for a stratum in one hour of the week: everything that the tests compare a window with.</summary>
// Packed, as states that are written as they lie in memory hold it: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public struct Expectation
{
    /// <summary>Where it comes from; with <see cref="BaselineSource.None"/> nothing else here has a meaning.</summary>
    public BaselineSource Source;

    /// <summary>Days of history behind it.</summary>
    public ushort Days;

    /// <summary>Usual share of failed votes by network.</summary>
    public float NetworkFailureShare;

    /// <summary>Usual share of failed votes by service.</summary>
    public float ServiceFailureShare;

    /// <summary>Distinct clients expected in five minutes; 0 where volume is not tested.</summary>
    public float Clients;

    /// <summary>Dispersion k of the negative binomial of clients: variance = mean + mean² / k.</summary>
    public float ClientsDispersion;

    /// <summary>Edges above the usual round-trip times.</summary>
    public EdgeExpectation Rtt;

    /// <summary>Edges above the usual times to first byte.</summary>
    public EdgeExpectation Ttfb;
}
