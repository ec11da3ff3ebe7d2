using System.Numerics;
using System.Runtime.InteropServices;

namespace Isobar.Core.Scoring.Units;

/// <summary>How far a stream of a unit is on its way to an opening, or in an open run. Times are window numbers.</summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct StreamRun
{
    /// <summary>A sum that stands so far below the threshold again has said good-bye to its drop: three windows at least.</summary>
    private const double ClosingMargin = 6;

    /// <summary>Beyond the threshold a sum gains nothing: it would only take longer to come down.</summary>
    private const double MostAboveThreshold = 1;

    /// <summary>Windows without enough traffic after which an open run is given up: six hours of five-minute windows.</summary>
    private const int MostUntested = 72;

    /// <summary>Cumulative sum of the log likelihood ratios.</summary>
    public float Sum;

    /// <summary>Samples since the sum was last zero.</summary>
    public float SumSamples;

    /// <summary>Hits since the sum was last zero.</summary>
    public float SumHits;

    /// <summary>The first window since the sum was last zero.</summary>
    public int SumSince;

    /// <summary>The first window of the run; 0 where there is none.</summary>
    public int Since;

    /// <summary>Passes at the level of two in three, the latest in the lowest bit.</summary>
    public byte PassesOfThree;

    /// <summary>Passes at the level of three in four.</summary>
    public byte PassesOfFour;

    /// <summary>Good windows in a row while open.</summary>
    public byte Good;

    /// <summary>Windows in a row without enough traffic to tell while open.</summary>
    public byte Untested;

    /// <summary>The path by which the run is open.</summary>
    public OpeningPath OpenedBy;

    /// <summary>Whether the run is open and its drop goes on.</summary>
    public readonly bool IsDropping => OpenedBy != OpeningPath.None && Good == 0;

    /// <summary>Whether nothing is on its way: a window without samples leaves such a run as it is.</summary>
    public readonly bool IsIdle => OpenedBy == OpeningPath.None && (PassesOfThree | PassesOfFour) == 0 && Sum <= 0;

    /// <summary>Drop share of all samples since the sum was last zero.</summary>
    public readonly double AccumulatedDrop(double share) => SumSamples < 1 ? 0 : Math.Max(0, (SumHits / SumSamples - share) / (1 - share));

    /// <summary>Adds a window's log likelihood ratio.</summary>
    public void Accumulate(double step, double samples, double hits, long window, double threshold)
    {
        if (Sum + step <= 0)
        {
            Sum = SumSamples = SumHits = 0;
            SumSince = 0;
            return;
        }
        SumSince = Sum <= 0 ? (int)window : SumSince;
        Sum = (float)Math.Min(Sum + step, threshold + MostAboveThreshold);
        SumSamples += (float)samples;
        SumHits += (float)hits;
    }

    /// <summary>Moves on by a window: opens or closes the run.</summary>
    public void Advance(
        in WindowPasses passes, in StreamVerdict verdict, SpanLayout spans, long window, bool opensByAccumulation, ScoringSettings settings, TestLevels levels)
    {
        bool hasSpan = verdict.Level != byte.MaxValue;
        int spanWindows = hasSpan ? spans.SpanWindows[verdict.Level] : 1;
        bool isStep = hasSpan && spans.IsStep(verdict.Level, window);
        if (OpenedBy != OpeningPath.None)
        {
            AdvanceOpen(verdict, isStep, settings, levels);
            return;
        }
        if (isStep)
        {
            PassesOfThree = (byte)((PassesOfThree << 1 | (passes.TwoOfThree ? 1 : 0)) & 7);
            PassesOfFour = (byte)((PassesOfFour << 1 | (passes.ThreeOfFour ? 1 : 0)) & 15);
        }
        bool hasPasses = (PassesOfThree | PassesOfFour) != 0 || verdict.IsSignificant;
        Since = !hasPasses ? 0 : Since != 0 ? Since : (int)window - spanWindows + 1;
        OpenedBy = passes.Fast ? OpeningPath.Fast
            : isStep && (BitOperations.PopCount(PassesOfThree) >= 2 || BitOperations.PopCount(PassesOfFour) >= 3) ? OpeningPath.Slow
            : opensByAccumulation ? OpeningPath.Accumulating
            : OpeningPath.None;
        if (OpenedBy == OpeningPath.Accumulating)
        {
            Since = SumSince;
        }
    }

    private void AdvanceOpen(in StreamVerdict verdict, bool isStep, ScoringSettings settings, TestLevels levels)
    {
        if (verdict.IsTested)
        {
            Untested = 0;
            if (isStep)
            {
                Good = (byte)(verdict.IsGood ? Good + 1 : 0);
            }
        }
        else
        {
            Untested++;
        }
        bool isOver = OpenedBy == OpeningPath.Accumulating
            ? Sum <= levels.Accumulated - ClosingMargin
            : Good >= (verdict.Level == 0 ? settings.GoodWindows : 1);
        if (isOver || Untested > MostUntested)
        {
            this = default;
        }
        else if (OpenedBy == OpeningPath.Accumulating)
        {
            Good = 0;
        }
    }
}
