using System.Runtime.CompilerServices;

namespace Isobar.Simulator.Drawing;

/// <summary>
/// Moves a shape to a position that is not a whole number of buckets, by rounding each sample up or down at random; and, for rows that sum many windows, spreads it by the
/// windows' own random effects (three points with the variance of the normal: Gauss-Hermite).
/// </summary>
internal struct ShiftKernel
{
    /// <summary>Resolution of the chances.</summary>
    public const int Bits = 16;

    private const int MaxTaps = 6;

    [InlineArray(MaxTaps)]
    private struct Numbers
    {
        private int _number;
    }

    private Numbers _shifts;
    private Numbers _limits;

    /// <summary>Number of shifts that can be drawn.</summary>
    public int Count { get; private set; }

    /// <summary>The kernel of a position and a spread, both in buckets.</summary>
    public static ShiftKernel Of(double position, double spread)
    {
        ShiftKernel kernel = default;
        if (spread <= 0)
        {
            kernel.AddPoint(position, 0, 1);
        }
        else
        {
            double step = Math.Sqrt(3) * spread;
            kernel.AddPoint(position - step, 0, 1.0 / 6);
            kernel.AddPoint(position, 1.0 / 6, 2.0 / 3);
            kernel.AddPoint(position + step, 5.0 / 6, 1.0 / 6);
        }
        kernel._limits[kernel.Count - 1] = 1 << Bits;
        return kernel;
    }

    /// <summary>The shift of a draw of <see cref="Bits"/> random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int Draw(int bits)
    {
        int tap = 0;
        while (bits >= _limits[tap])
        {
            tap++;
        }
        return _shifts[tap];
    }

    /// <summary>One shift and its probability.</summary>
    public readonly (int Shift, double Share) Tap(int index) =>
        (_shifts[index], (_limits[index] - (index == 0 ? 0 : _limits[index - 1])) / (double)(1 << Bits));

    private void AddPoint(double position, double before, double weight)
    {
        int floor = (int)Math.Floor(position);
        double up = position - floor;
        Add(floor, before + weight * (1 - up));
        Add(floor + 1, before + weight);
    }

    private void Add(int shift, double runningSum)
    {
        _shifts[Count] = shift;
        _limits[Count] = (int)Math.Round(runningSum * (1 << Bits));
        Count++;
    }
}
