using System.Buffers.Binary;
using System.Text;

namespace Isobar.Core.Tests.Atlas;

/// <summary>Writes small MaxMind DB files for tests, node by node.</summary>
internal static class MmdbFile
{
    public static byte[] Write((uint Left, uint Right)[] nodes, ushort ipVersion, ushort recordSize, byte[] data)
    {
        List<byte> file = [];
        Span<byte> word = stackalloc byte[4];
        foreach ((uint left, uint right) in nodes)
        {
            foreach (uint record in (ReadOnlySpan<uint>)[left, right])
            {
                BinaryPrimitives.WriteUInt32BigEndian(word, record);
                file.AddRange(word[(4 - (recordSize / 8))..]);
            }
        }
        file.AddRange(new byte[16]);
        file.AddRange(data);
        file.AddRange([0xab, 0xcd, 0xef]);
        file.AddRange(Encoding.ASCII.GetBytes("MaxMind.com"));
        file.AddRange([0xe0 | 4]);
        file.AddRange([.. Text("binary_format_major_version"), 0xa1, 2]);
        file.AddRange([.. Text("ip_version"), 0xa1, (byte)ipVersion]);
        file.AddRange([.. Text("node_count"), 0xc2, (byte)(nodes.Length >> 8), (byte)nodes.Length]);
        file.AddRange([.. Text("record_size"), 0xa1, (byte)recordSize]);
        return [.. file];
    }

    public static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length < 29 ? [(byte)(0x40 | bytes.Length), .. bytes] : [0x40 | 29, (byte)(bytes.Length - 29), .. bytes];
    }
}
