using System.Buffers.Binary;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;

namespace Isobar.Core.Events;

/// <summary>Names of internet events: UUIDs of version 8 (RFC 9562), whose content is the implementer's: here a hash of what the event is.</summary>
internal static class InternetEventIds
{
    public static string Of(CityNetworkId cityNetwork, HealthMetric metric, long startedAt)
    {
        ulong high = StableHash.Combine(StableHash.Combine(StableHash.Mix(cityNetwork.Value), (ulong)metric), unchecked((ulong)startedAt));
        ulong low = StableHash.Combine(high, cityNetwork.Value);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        bytes[6] = (byte)(bytes[6] & 0x0f | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3f | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
