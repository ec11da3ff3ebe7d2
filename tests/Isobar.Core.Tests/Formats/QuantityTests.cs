using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;

namespace Isobar.Core.Tests.Formats;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("007", 7)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    public void Counts_are_read(string text, long expected)
    {
        Assert.True(Quantity.TryReadCount(Encoding.UTF8.GetBytes(text), out long count));
        Assert.Equal(expected, count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("12a")]
    [InlineData("1234567890123456789")]
    public void Other_text_is_no_count(string text) => Assert.False(Quantity.TryReadCount(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("1.234567", FieldUnit.Seconds, 1_234_567)]
    [InlineData("0.0000019", FieldUnit.Seconds, 1)]
    [InlineData("12", FieldUnit.Milliseconds, 12_000)]
    [InlineData("12.3456", FieldUnit.Milliseconds, 12_345)]
    [InlineData("12.9", FieldUnit.Microseconds, 12)]
    [InlineData("1999", FieldUnit.Nanoseconds, 1)]
    [InlineData("-1", FieldUnit.Milliseconds, -1)]
    [InlineData("-0.001", FieldUnit.Seconds, -1)]
    [InlineData("1.5e-05", FieldUnit.Seconds, 15)]
    [InlineData("2.9e-05", FieldUnit.Seconds, 29)]
    [InlineData("1E3", FieldUnit.Microseconds, 1000)]
    [InlineData("123e-2", FieldUnit.Microseconds, 1)]
    [InlineData("5e-99", FieldUnit.Seconds, 0)]
    [InlineData("42ms", FieldUnit.WithSuffix, 42_000)]
    [InlineData("0s", FieldUnit.WithSuffix, 0)]
    [InlineData("1h2m3.5s", FieldUnit.WithSuffix, 3_723_500_000)]
    [InlineData("300µs", FieldUnit.WithSuffix, 300)]
    [InlineData("300us", FieldUnit.WithSuffix, 300)]
    [InlineData("1999ns", FieldUnit.WithSuffix, 1)]
    [InlineData("129 msecs", FieldUnit.WithSuffix, 129_000)]
    [InlineData("68 micros", FieldUnit.WithSuffix, 68)]
    public void Durations_are_cut_to_whole_microseconds(string text, FieldUnit unit, long expected)
    {
        Assert.True(Quantity.TryReadMicros(Encoding.UTF8.GetBytes(text), unit, out long micros));
        Assert.Equal(expected, micros);
    }

    [Theory]
    [InlineData("", FieldUnit.Seconds)]
    [InlineData(".", FieldUnit.Seconds)]
    [InlineData("-", FieldUnit.Seconds)]
    [InlineData("1.2.3", FieldUnit.Seconds)]
    [InlineData("1s", FieldUnit.Seconds)]
    [InlineData("99999999999999", FieldUnit.Seconds)]
    [InlineData("1e41", FieldUnit.Microseconds)]
    [InlineData("1e", FieldUnit.Seconds)]
    [InlineData("1e5x", FieldUnit.Seconds)]
    [InlineData("42", FieldUnit.WithSuffix)]
    [InlineData("ms", FieldUnit.WithSuffix)]
    [InlineData("4d", FieldUnit.WithSuffix)]
    [InlineData("9999999999999h", FieldUnit.WithSuffix)]
    public void Other_text_is_no_duration(string text, FieldUnit unit) => Assert.False(Quantity.TryReadMicros(Encoding.UTF8.GetBytes(text), unit, out _));

    [Fact]
    public void Decimals_read_as_exact_decimal_arithmetic_has_them() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(0, 9).ToArbitrary(), Gen.Choose(-6, 6).ToArbitrary(), (digits, decimals, exponent) =>
        {
            decimal number = new(digits, 0, 0, false, (byte)decimals);
            string text = string.Create(CultureInfo.InvariantCulture, $"{number}e{exponent}");
            decimal power = 1;
            for (int i = 0; i < Math.Abs(exponent); i++)
            {
                power *= 10;
            }
            decimal expected = (exponent < 0 ? number / power : number * power) * 1_000;
            return Quantity.TryReadScaled(Encoding.UTF8.GetBytes(text), 3, out long value) && value == (long)decimal.Truncate(expected)
                && Quantity.TryReadScaled(Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)), 3, out long plain) && plain == (long)decimal.Truncate(number * 1_000);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void Any_bytes_in_any_unit_are_read_or_refused_without_an_exception() =>
        Prop.ForAll(Gen.Elements("0123456789.-+eEmsunhµ :"u8.ToArray()).ArrayOf().ToArbitrary(), bytes =>
        {
            foreach (FieldUnit unit in Enum.GetValues<FieldUnit>())
            {
                Assert.True(!Quantity.TryReadMicros(bytes, unit, out long micros) || micros >= -1);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
