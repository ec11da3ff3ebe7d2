using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class ClientMinuteCodecTests
{
    [Fact]
    public void What_is_written_is_read_and_the_rest_stays() =>
        Prop.ForAll<int>(seed =>
        {
            (ClientMinute entry, ClientSamples samples) = RandomMinutes.Next(new SeededRandom(seed));
            byte[] bytes = [.. Write(entry, samples), 1, 2, 3];
            ReadOnlySpan<byte> source = bytes;
            return ClientMinuteCodec.TryRead(ref source, out ClientMinute read, out ClientSamples readSamples)
                && source.Length == 3
                && RandomMinutes.Text(read, readSamples) == RandomMinutes.Text(entry, samples);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_entry_cut_at_any_byte_is_not_read()
    {
        (ClientMinute entry, ClientSamples samples) = RandomMinutes.Next(new SeededRandom(1));
        byte[] bytes = Write(entry, samples);
        for (int length = 0; length < bytes.Length; length++)
        {
            ReadOnlySpan<byte> source = bytes.AsSpan(0, length);
            Assert.False(ClientMinuteCodec.TryRead(ref source, out _, out _));
            Assert.Equal(length, source.Length);
        }
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void The_greatest_entry_fits_into_the_maximum_length(long interval)
    {
        ClientMinute entry = new()
        {
            Client = new(ulong.MaxValue, ulong.MaxValue), CityNetwork = new(ulong.MaxValue), Interval = interval, Stratum = int.MaxValue, BytesIn = long.MaxValue,
            BytesOut = long.MaxValue, Connections = int.MaxValue, Attempts = int.MaxValue, NetworkFailures = int.MaxValue, ServiceFailures = int.MaxValue,
        };
        ClientSamples samples = default;
        for (uint i = 0; i < SampleSet.Capacity; i++)
        {
            samples.Rtt.Offer(ulong.MaxValue - ((ulong)i << 32), long.MaxValue);
            samples.Ttfb.Offer(ulong.MaxValue, long.MaxValue);
        }
        byte[] bytes = Write(entry, samples);
        ReadOnlySpan<byte> source = bytes;
        Assert.InRange(bytes.Length, 100, ClientMinuteCodec.MaximumLength);
        Assert.True(ClientMinuteCodec.TryRead(ref source, out ClientMinute read, out ClientSamples readSamples));
        Assert.Equal(RandomMinutes.Text(entry, samples), RandomMinutes.Text(read, readSamples));
    }

    [Theory]
    [InlineData(25, "FFFFFFFF0F", "stratum")]
    [InlineData(26, "FFFFFFFFFFFFFFFFFF01", "bytes in")]
    [InlineData(28, "8080808008", "connections")]
    [InlineData(32, "05", "five samples")]
    public void Numbers_beyond_their_range_are_refused(int offset, string hex, string what)
    {
        byte[] bytes = Write(default, default);
        Assert.Equal(34, bytes.Length);
        byte[] damaged = [.. bytes[..offset], .. Convert.FromHexString(hex), .. bytes[(offset + 1)..], .. new byte[100]];
        ReadOnlySpan<byte> source = damaged;
        Assert.False(ClientMinuteCodec.TryRead(ref source, out _, out _), what);
        Assert.Equal(damaged.Length, source.Length);
    }

    [Fact]
    public void Random_bytes_never_throw() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] damaged = [.. new byte[24], .. bytes, .. bytes, .. new byte[8]];
            ReadOnlySpan<byte> source = damaged;
            bool read = ClientMinuteCodec.TryRead(ref source, out ClientMinute entry, out _);
            return read ? source.Length < damaged.Length && entry.Connections >= 0 && entry.BytesOut >= 0 : source.Length == damaged.Length;
        }).QuickCheckThrowOnFailure();

    private static byte[] Write(in ClientMinute entry, in ClientSamples samples)
    {
        byte[] buffer = new byte[ClientMinuteCodec.MaximumLength];
        return buffer[..ClientMinuteCodec.Write(buffer, entry, samples)];
    }
}
