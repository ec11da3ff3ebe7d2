using System.Numerics;
using System.Runtime.InteropServices;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// How small the p-values of undisturbed windows really are, by stream and volume. Independence over time and a perfect baseline are never quite true; where
/// small values come more often than they should, all of the class are raised to the power that puts them right.
/// </summary>
internal sealed class NullCounts
{
    /// <summary>Volumes by powers of two.</summary>
    private const int Volumes = 16;

    /// <summary>p-values by powers of ten, halved: 10^-0.5 … 10^-10.</summary>
    private const int Bins = 21;

    /// <summary>Values above 10^-2.5 are not all looked at.</summary>
    private const int FirstBin = 5;

    /// <summary>Fewer small values than this say nothing.</summary>
    private const int FewestHits = 12;

    /// <summary>Up to this excess the tests are as good as can be known.</summary>
    private const double Tolerated = 1.5;

    private const double LogTen = 2.302585092994046;

    private readonly long[] _tests = new long[StreamValues<byte>.Length * Volumes];
    private readonly long[,] _small = new long[StreamValues<byte>.Length * Volumes, Bins];
    private readonly double[] _power = new double[StreamValues<byte>.Length * Volumes];

    private bool _hasCounted;

    public NullCounts() => Array.Fill(_power, 1);

    /// <summary>Counts a test whose p-value was not even looked at.</summary>
    public void Count(EvidenceStream stream, long samples)
    {
        _tests[ClassOf(stream, samples)]++;
        _hasCounted = true;
    }

    /// <summary>Counts the p-value of a test that <see cref="Count(EvidenceStream, long)"/> counted.</summary>
    public void Count(EvidenceStream stream, long samples, double logP)
    {
        int bin = (int)Math.Min(-logP / LogTen * 2, Bins - 1);
        _small[ClassOf(stream, samples), Math.Max(bin, 0)]++;
    }

    /// <summary>Writes all counts and powers.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.Write<long>(_tests);
        writer.Write<long>(MemoryMarshal.CreateReadOnlySpan(ref _small[0, 0], _small.Length));
        writer.Write<double>(_power);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Read<long>(_tests);
        reader.Read(MemoryMarshal.CreateSpan(ref _small[0, 0], _small.Length));
        reader.Read<double>(_power);
    }

    /// <summary>The p-value as the class has taught, ln to ln.</summary>
    public double Adjust(EvidenceStream stream, long samples, double logP) => logP * _power[ClassOf(stream, samples)];

    /// <summary>Adds what others counted, and forgets it there.</summary>
    public void Take(NullCounts other)
    {
        if (!other._hasCounted)
        {
            return;
        }
        (_hasCounted, other._hasCounted) = (true, false);
        for (int row = 0; row < _tests.Length; row++)
        {
            _tests[row] += other._tests[row];
            other._tests[row] = 0;
            for (int bin = 0; bin < Bins; bin++)
            {
                _small[row, bin] += other._small[row, bin];
                other._small[row, bin] = 0;
            }
        }
    }

    /// <summary>Learns the powers from what was counted; <paramref name="halve"/> forgets half of it, once a day.</summary>
    public void Learn(bool halve)
    {
        for (int row = 0; row < _tests.Length; row++)
        {
            _power[row] = PowerOf(row);
            if (halve)
            {
                _tests[row] /= 2;
                for (int bin = 0; bin < Bins; bin++)
                {
                    _small[row, bin] /= 2;
                }
            }
        }
    }

    /// <summary>Takes over the powers of another.</summary>
    public void Follow(NullCounts other) => Array.Copy(other._power, _power, _power.Length);

    private double PowerOf(int row)
    {
        double power = 1;
        long below = 0;
        for (int bin = Bins - 1; bin >= FirstBin; bin--)
        {
            below += _small[row, bin];
            double nominal = -bin / 2.0 * LogTen;
            if (below >= FewestHits && _tests[row] > 0)
            {
                double seen = StableMath.Log((double)below / _tests[row]);
                if (seen > nominal + StableMath.Log(Tolerated))
                {
                    power = Math.Min(power, seen / nominal);
                }
            }
        }
        return Math.Max(power, 0.3);
    }

    private static int ClassOf(EvidenceStream stream, long samples) =>
        (int)stream * Volumes + Math.Min(BitOperations.Log2((ulong)Math.Max(samples, 1)), Volumes - 1);
}
