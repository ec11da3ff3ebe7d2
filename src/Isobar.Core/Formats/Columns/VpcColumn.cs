namespace Isobar.Core.Formats.Columns;

/// <summary>The columns of a VPC flow log that are read.</summary>
internal enum VpcColumn : byte
{
    /// <summary>Read over.</summary>
    Ignored,

    /// <summary>`srcaddr`: sender as the interface saw it.</summary>
    Source,

    /// <summary>`dstaddr`: receiver as the interface saw it.</summary>
    Destination,

    /// <summary>`pkt-srcaddr`: sender as the packet had it, beyond NAT gateways.</summary>
    PacketSource,

    /// <summary>`pkt-dstaddr`: receiver as the packet had it.</summary>
    PacketDestination,

    /// <summary>`srcport`.</summary>
    SourcePort,

    /// <summary>`dstport`.</summary>
    DestinationPort,

    /// <summary>`bytes`, in the direction of the flow.</summary>
    Bytes,

    /// <summary>`start`, Unix seconds.</summary>
    Start,

    /// <summary>`end`, Unix seconds.</summary>
    End,

    /// <summary>`action`: ACCEPT or REJECT.</summary>
    Action,

    /// <summary>`log-status`: OK, NODATA or SKIPDATA.</summary>
    LogStatus,

    /// <summary>`flow-direction`: ingress or egress, seen from the interface (version 5 and later).</summary>
    Direction,
}
