using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>What a monitor remembers of the traffic of one city-network in one stratum.</summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct ProfileEntry
{
    /// <summary>Who the users are.</summary>
    public CityNetworkId CityNetwork;

    /// <summary>Number of the stratum in the profile.</summary>
    public int Stratum;

    /// <summary>Traffic of the last three hours, at index hour modulo three.</summary>
    public HourVolumes Hours;

    /// <summary>Traffic of <see cref="HeldWindows"/> windows before the open event, as long as one is open.</summary>
    public TrafficVolume Held;

    /// <summary>Number of windows that <see cref="Held"/> is the sum of; 0 while no event is open.</summary>
    public double HeldWindows;
}

/// <summary>One volume an hour.</summary>
[InlineArray(TrafficProfile.HoursKept)]
internal struct HourVolumes
{
    private TrafficVolume _first;
}
