using System.Buffers.Binary;
using System.Net.Sockets;
using Isobar.Core.Traffic;

namespace Isobar.Server.Demo.Counter;

/// <summary>The round-trip time that the kernel keeps of a TCP connection (Linux, `struct tcp_info` of linux/tcp.h; RFC 6298).</summary>
internal static class KernelRoundTrip
{
    private const int IpProtocolTcp = 6, TcpInfo = 11;

    /// <summary>Offset of `tcpi_rtt`, the smoothed round-trip time in microseconds: behind eight bytes and fifteen 32-bit numbers.</summary>
    private const int RttOffset = 8 + 15 * sizeof(uint);

    /// <summary>The smoothed round-trip time of a socket, microseconds; <see cref="TrafficRecord.Unknown"/> where the kernel tells none.</summary>
    public static long MicrosOf(Socket socket)
    {
        Span<byte> info = stackalloc byte[RttOffset + sizeof(uint)];
        try
        {
            int length = socket.GetRawSocketOption(IpProtocolTcp, TcpInfo, info);
            uint micros = length >= info.Length ? BinaryPrimitives.ReadUInt32LittleEndian(info[RttOffset..]) : 0;
            return micros > 0 ? micros : TrafficRecord.Unknown;
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException or PlatformNotSupportedException)
        {
            return TrafficRecord.Unknown;
        }
    }
}
