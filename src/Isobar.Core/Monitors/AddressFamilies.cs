using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>By which address families the traffic of a measured row came. The numbers are stored, so they are frozen.</summary>
public enum AddressFamilies : byte
{
    /// <summary>Nobody wrote it down: rows of versions that did not tell families apart.</summary>
    NotRecorded = 0,

    /// <summary>IPv4 alone.</summary>
    IPv4 = AddressFamily.IPv4,

    /// <summary>IPv6 alone.</summary>
    IPv6 = AddressFamily.IPv6,

    /// <summary>Both: a row for each of them stands beside the whole.</summary>
    Both = 46,
}
