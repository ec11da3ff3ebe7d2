using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>
/// What one client did in one interval (a minute, or the window when that is shorter) through one stratum: the smallest thing that is kept of records.
/// Tallies are sums over these. Merging two parts of the same interval gives the same as counting all records in one place.
/// </summary>
public struct ClientMinute
{
    /// <summary>The client.</summary>
    public IpAddress Client;

    /// <summary>Where the client is; a function of the client and the atlas.</summary>
    public CityNetworkId CityNetwork;

    /// <summary>Number of the interval.</summary>
    public long Interval;

    /// <summary>Bytes from the client.</summary>
    public long BytesIn;

    /// <summary>Bytes to the client.</summary>
    public long BytesOut;

    /// <summary>Index of the stratum in the run's table.</summary>
    public int Stratum;

    /// <summary>Records.</summary>
    public int Connections;

    /// <summary>Records that say whether they succeeded.</summary>
    public int Attempts;

    /// <summary>Attempts that ended as NetworkFailure.</summary>
    public int NetworkFailures;

    /// <summary>Attempts that ended as ServiceFailure.</summary>
    public int ServiceFailures;

    /// <summary>Index of the samples in the table that owns the entry, plus one; 0 when there are none or no table owns it.</summary>
    public int Samples;

    /// <summary>Adds the counts of another part of the same interval; samples are merged by their owner.</summary>
    public void MergeCounts(in ClientMinute other)
    {
        BytesIn = Saturating.Add(BytesIn, other.BytesIn);
        BytesOut = Saturating.Add(BytesOut, other.BytesOut);
        Connections = Saturating.Add(Connections, other.Connections);
        Attempts = Saturating.Add(Attempts, other.Attempts);
        NetworkFailures = Saturating.Add(NetworkFailures, other.NetworkFailures);
        ServiceFailures = Saturating.Add(ServiceFailures, other.ServiceFailures);
    }

    /// <summary>The order in which a window is folded: interval's window, city-network, stratum, client, interval.</summary>
    public static int Compare(in ClientMinute a, in ClientMinute b, WindowClock clock)
    {
        // Most neighbours share their interval, and then need no division.
        int order = a.Interval == b.Interval ? 0 : clock.WindowOfInterval(a.Interval).CompareTo(clock.WindowOfInterval(b.Interval));
        return order != 0 ? order : CompareInWindow(a, b);
    }

    /// <summary>The same order for two entries of one window.</summary>
    public static int CompareInWindow(in ClientMinute a, in ClientMinute b)
    {
        int order = a.CityNetwork.Value.CompareTo(b.CityNetwork.Value);
        order = order != 0 ? order : a.Stratum.CompareTo(b.Stratum);
        order = order != 0 ? order : a.Client.CompareTo(b.Client);
        return order != 0 ? order : a.Interval.CompareTo(b.Interval);
    }
}
