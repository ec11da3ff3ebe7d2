using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Sketches;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Sketches;

public sealed class VarintTests
{
    [Theory]
    [InlineData(0ul, "00")]
    [InlineData(1ul, "01")]
    [InlineData(127ul, "7F")]
    [InlineData(128ul, "8001")]
    [InlineData(300ul, "AC02")]
    [InlineData(uint.MaxValue, "FFFFFFFF0F")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Numbers_are_written_as_Leb128(ulong value, string hex)
    {
        Span<byte> buffer = stackalloc byte[10];
        int length = Varint.Write(buffer, value);
        Assert.Equal(hex, Convert.ToHexString(buffer[..length]));
        Assert.Equal(Convert.FromHexString(hex), NaiveQuantileSketch.Varint(value));
    }

    [Fact]
    public void What_is_written_is_read_and_the_rest_stays() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            ulong value = random.NextWord() >> random.Next(64);
            byte[] buffer = new byte[12];
            int length = Varint.Write(buffer, value);
            ReadOnlySpan<byte> source = buffer.AsSpan(0, length + 2);
            return Varint.TryRead(ref source, out ulong read) && read == value && source.Length == 2;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_that_is_cut_is_not_read()
    {
        byte[] whole = Convert.FromHexString("FFFFFFFFFFFFFFFFFF01");
        for (int length = 0; length < whole.Length; length++)
        {
            ReadOnlySpan<byte> source = whole.AsSpan(0, length);
            Assert.False(Varint.TryRead(ref source, out ulong _));
        }
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFFF02")]
    [InlineData("FFFFFFFFFFFFFFFFFF7F")]
    [InlineData("8080808080808080808001")]
    public void A_number_beyond_64_bits_is_not_read(string hex)
    {
        ReadOnlySpan<byte> source = Convert.FromHexString(hex);
        Assert.False(Varint.TryRead(ref source, out ulong _));
    }

    [Fact]
    public void A_number_beyond_32_bits_is_not_read_as_32_bits()
    {
        ReadOnlySpan<byte> most = Convert.FromHexString("FFFFFFFF0F");
        Assert.True(Varint.TryRead(ref most, out uint value));
        Assert.Equal(uint.MaxValue, value);
        ReadOnlySpan<byte> over = Convert.FromHexString("8080808010");
        Assert.False(Varint.TryRead(ref over, out uint _));
    }
}
