namespace Isobar.Core.Windows;

/// <summary>Address family of a record's client; health is measured for each family of its own.</summary>
public enum AddressFamily : byte
{
    /// <summary>IPv4, IPv4-mapped addresses included.</summary>
    IPv4 = 4,

    /// <summary>IPv6.</summary>
    IPv6 = 6,
}

/// <summary>What was timed, and by whom. Methods are never mixed in one baseline. The numbers are stored, so they are frozen.</summary>
public enum MeasurementMethod : byte
{
    /// <summary>The server's log: its own times, and the kernel's round-trip time where the format has it.</summary>
    ServerLog = 1,

    /// <summary>A TLS handshake as a load balancer times it.</summary>
    TlsHandshake = 2,

    /// <summary>Flow records: no times of the client.</summary>
    Flow = 3,

    /// <summary>The kernel's TCP statistics.</summary>
    KernelTcp = 4,

    /// <summary>Reports of the user's browser.</summary>
    BrowserReport = 5,
}

/// <summary>The part of the traffic that is counted and tested on its own: one source in one zone of one service location, one address family, one method.</summary>
/// <param name="Source">Name of the source, as configured.</param>
/// <param name="ServiceLocation">Where the application answers.</param>
/// <param name="Zone">Zone of the service location; empty where it has none.</param>
/// <param name="Family">Address family of the clients.</param>
/// <param name="Method">What was timed.</param>
public sealed record Stratum(string Source, string ServiceLocation, string Zone, AddressFamily Family, MeasurementMethod Method)
    : IComparable<Stratum>
{
    /// <summary>Ordinal order of the parts, so that reports and stores list strata alike on every machine.</summary>
    public int CompareTo(Stratum? other)
    {
        if (other is null)
        {
            return 1;
        }
        int order = string.CompareOrdinal(Source, other.Source);
        order = order != 0 ? order : string.CompareOrdinal(ServiceLocation, other.ServiceLocation);
        order = order != 0 ? order : string.CompareOrdinal(Zone, other.Zone);
        order = order != 0 ? order : Family.CompareTo(other.Family);
        return order != 0 ? order : Method.CompareTo(other.Method);
    }
}
