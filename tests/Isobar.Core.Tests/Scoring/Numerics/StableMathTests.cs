using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class StableMathTests
{
    /// <summary>Ours and the platform's may each be a unit of the last place off.</summary>
    private const double Tolerance = 4.5e-16;

    [Fact]
    public void Log_is_that_of_the_platform_to_the_last_places() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            double x = Math.Pow(10, 600 * random.NextShare() - 300), near = 1 + (random.NextShare() - 0.5) * Math.Pow(10, -6 * random.NextShare());
            return Close(Math.Log(x), StableMath.Log(x), Tolerance) && Close(Math.Log(near), StableMath.Log(near), Tolerance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exp_is_that_of_the_platform_to_the_last_places() =>
        Prop.ForAll<int>(seed =>
        {
            double x = 1400 * new SeededRandom(seed).NextShare() - 700;
            return Close(Math.Exp(x), StableMath.Exp(x), Tolerance) && Close(Math.Exp(x / 1000), StableMath.Exp(x / 1000), Tolerance);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Exp_undoes_Log() =>
        Prop.ForAll<int>(seed =>
        {
            double x = Math.Pow(10, 20 * new SeededRandom(seed).NextShare() - 10);
            return Close(x, StableMath.Exp(StableMath.Log(x)), 1e-14);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e-20, 1e-20, 1e-20)]
    [InlineData(-1e-9, -1.0000000005000000e-9, -9.999999995e-10)]
    [InlineData(0.001, 9.995003330835332e-4, 1.0005001667083417e-3)]
    [InlineData(0.3, 0.26236426446749106, 0.34985880757600310)]
    [InlineData(-0.5, -0.69314718055994531, -0.39346934028736658)]
    [InlineData(20, 3.0445224377234230, 485165194.40979028)]
    public void Log1p_and_Expm1_keep_small_arguments(double x, double log1p, double expm1)
    {
        Assert.True(Close(log1p, StableMath.Log1p(x), Tolerance), $"{StableMath.Log1p(x):R}");
        Assert.True(Close(expm1, StableMath.Expm1(x), Tolerance), $"{StableMath.Expm1(x):R}");
    }

    [Fact]
    public void Log1pMinus_is_the_series_for_small_arguments_and_the_difference_for_great_ones() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            double small = (random.NextShare() - 0.5) * Math.Pow(10, -8 * random.NextShare());
            double series = 0, power = -small;
            for (int k = 2; k < 80; k++)
            {
                power *= -small;
                series -= power / k;
            }
            double great = 0.3 + 20 * random.NextShare();
            return Close(series, StableMath.Log1pMinus(small), 4e-15) && Close(Math.Log(1 + great) - great, StableMath.Log1pMinus(great), 4e-15);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_ends_of_the_range_are_those_of_the_platform()
    {
        foreach (double x in (double[])[0, -0.0, -1, 1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.Epsilon, 3e-310, double.MaxValue])
        {
            Assert.True(Math.Log(x).Equals(StableMath.Log(x)) || Close(Math.Log(x), StableMath.Log(x), Tolerance), $"{x}: {StableMath.Log(x)}");
        }
        foreach (double x in (double[])[0, -1e300, -746, -745.2, 709.8, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Assert.Equal(Math.Exp(x), StableMath.Exp(x));
        }
        // Below the normal numbers a unit of the last place is 5e-324, whatever the size.
        Assert.Equal(Math.Exp(-740), StableMath.Exp(-740), 2 * double.Epsilon);
        Assert.Equal(Math.Exp(709.7), StableMath.Exp(709.7), 1e293);
        Assert.Equal(double.NegativeInfinity, StableMath.Log1p(-1));
        Assert.Equal(double.NaN, StableMath.Log1p(-1.5));
        Assert.Equal(double.PositiveInfinity, StableMath.Log1p(double.PositiveInfinity));
    }

    /// <summary>Frozen: a different bit here is a different score somewhere.</summary>
    [Theory]
    [InlineData(0.1, 0xC0026BB1BBB55515, 0x3FF1AEC7B35A00D4)]
    [InlineData(3.7, 0x3FF4EEEE650AE550, 0x4044394144EEEC81)]
    [InlineData(123.456, 0x401343774F3E2362, 0x4B11428E1CBC0143)]
    public void Bits_are_the_same_on_every_machine(double x, ulong log, ulong exp)
    {
        Assert.Equal(log, BitConverter.DoubleToUInt64Bits(StableMath.Log(x)));
        Assert.Equal(exp, BitConverter.DoubleToUInt64Bits(StableMath.Exp(x)));
    }

    private static bool Close(double expected, double actual, double relative) => Math.Abs(expected - actual) <= relative * Math.Abs(expected);
}
