using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>Streams that one fault shows in together. Faults of different channels have different causes, so each is explained for itself.</summary>
internal enum BlameChannel : byte
{
    /// <summary>Failures of the network, and clients that vanished.</summary>
    Network,

    /// <summary>Failures of the service.</summary>
    Service,

    /// <summary>Round-trip times.</summary>
    Rtt,

    /// <summary>Times to first byte that no round-trip time explains.</summary>
    Ttfb,
}

/// <summary>What belongs to a channel.</summary>
internal static class BlameChannels
{
    /// <summary>The channel of a stream.</summary>
    public static BlameChannel Of(EvidenceStream stream) => stream switch
    {
        EvidenceStream.ServiceFailures => BlameChannel.Service,
        EvidenceStream.Rtt => BlameChannel.Rtt,
        EvidenceStream.Ttfb => BlameChannel.Ttfb,
        _ => BlameChannel.Network,
    };

    /// <summary>The metric of a channel.</summary>
    public static HealthMetric MetricOf(BlameChannel channel) =>
        channel is BlameChannel.Network or BlameChannel.Service ? HealthMetric.Availability : HealthMetric.Performance;

    /// <summary>Whether drops in this channel are the service's own.</summary>
    public static bool IsService(BlameChannel channel) => channel is BlameChannel.Service or BlameChannel.Ttfb;
}
