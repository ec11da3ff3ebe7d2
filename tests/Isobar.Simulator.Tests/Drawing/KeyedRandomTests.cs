using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Tests.Drawing;

public sealed class KeyedRandomTests
{
    [Fact]
    public void Streams_of_other_keys_purposes_and_seeds_differ()
    {
        ulong[] first =
        [
            First(1, DrawPurpose.Row, 5, 9), First(2, DrawPurpose.Row, 5, 9), First(1, DrawPurpose.PairWindow, 5, 9), First(1, DrawPurpose.Row, 6, 9),
            First(1, DrawPurpose.Row, 5, 10), First(1, DrawPurpose.Row, 9, 5),
        ];
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(First(1, DrawPurpose.Row, 5, 9), first[0]);
    }

    [Fact]
    public void First_numbers_of_neighbouring_keys_are_uniform()
    {
        double[] cells = new double[64];
        for (ulong key = 0; key < 64_000; key++)
        {
            KeyedRandom random = KeyedRandom.Of(3, DrawPurpose.Row, key / 100, key % 100);
            cells[(int)(random.NextShare() * cells.Length)]++;
        }
        Assert.InRange(Fit.ChiSquareSigmas([.. Enumerable.Repeat(1000.0, 64)], cells), -4, 4);
    }

    [Fact]
    public void Indexes_are_drawn_by_their_weights_and_zero_weights_never()
    {
        double[] sums = [0, 1, 1, 4];
        double[] drawn = new double[4];
        KeyedRandom random = new(4);
        for (int i = 0; i < 10_000; i++)
        {
            drawn[random.NextIndex(sums)]++;
        }
        Assert.Equal(0, drawn[0]);
        Assert.Equal(0, drawn[2]);
        Assert.InRange(drawn[1], 2500 - 180, 2500 + 180);
    }

    [Fact]
    public void Normals_have_mean_zero_variance_one_and_their_tails()
    {
        KeyedRandom random = new(5);
        double[] draws = new double[40_000];
        for (int i = 0; i < draws.Length; i++)
        {
            draws[i] = random.NextNormal();
        }
        (double mean, double variance) = Fit.Moments(draws);
        Assert.InRange(mean, -0.02, 0.02);
        Assert.InRange(variance, 0.97, 1.03);
        Assert.InRange(draws.Count(draw => draw > 1.959964), 1000 - 130, 1000 + 130);
    }

    [Fact]
    public void Quantiles_of_the_normal_and_of_two_waits_are_those_of_tables()
    {
        Assert.Equal(0, Quantiles.Normal(0.5), 1e-9);
        Assert.Equal(1.959963985, Quantiles.Normal(0.975), 1e-8);
        Assert.Equal(-3.090232306, Quantiles.Normal(0.001), 1e-8);
        Assert.Equal(1.678346990, Quantiles.GammaOfTwo(0.5), 1e-8);
        Assert.Equal(4.743864518, Quantiles.GammaOfTwo(0.95), 1e-8);
    }

    private static ulong First(ulong seed, DrawPurpose purpose, ulong a, ulong b)
    {
        KeyedRandom random = KeyedRandom.Of(seed, purpose, a, b);
        return random.NextWord();
    }
}
