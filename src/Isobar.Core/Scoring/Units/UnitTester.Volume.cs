using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Scoring.Units;

/// <summary>The test of volume: whether clients are missing.</summary>
internal sealed partial class UnitTester
{
    private void TestVolume(
        ref UnitState state, in UnitCounts counts, bool isKnown, long window, NullCounts nulls, ref StreamVerdict verdict, int parts)
    {
        ref StreamRun run = ref state.Runs[(int)EvidenceStream.Volume];
        double expected = counts.Expected[Tracks.Volume], hits = counts.Hits[Tracks.Volume], variance = counts.Variance[Tracks.Volume];
        double scatter = (state.Scatter[Tracks.Volume] + 100 * _priorVolumeScatter) / (state.ScatterWeight[(int)EvidenceStream.Volume] + 100);
        scatter = Math.Clamp(scatter, LeastScatter, 1);
        double spread = expected * expected;
        bool isOpen = run.OpenedBy != OpeningPath.None;
        if (isKnown && !isOpen && !state.IsSuspect && expected >= 1)
        {
            LearnVolume(ref state, counts, scatter);
        }
        WindowPasses passes = default;
        if (!isKnown || verdict.Level == byte.MaxValue)
        {
            run.Advance(passes, verdict, _spans, window, false, _settings, Levels);
            return;
        }
        if (verdict.Level > 0)
        {
            SpanBlock span = _rings.Sum(state.Ring - 1, verdict.Level);
            double relative = variance / spread;
            (expected, hits) = (span.ClientsExpected, span.Clients);
            // Windows of a span differ together by the learned scatter, and by chance each for itself.
            variance = expected + expected * expected * Math.Max(relative - 1 / counts.Expected[Tracks.Volume], 0);
            spread = expected * expected;
        }
        variance += spread * scatter;
        verdict.IsTested = expected >= _settings.FewestClients / 2.0;
        double logP = 0;
        if (verdict.IsTested && hits < expected && (expected - hits) * (expected - hits) > Screen * Screen * variance)
        {
            logP = NegativeBinomial.LogLowerTail((long)hits, expected, expected * expected / Math.Max(variance - expected, 1e-9));
        }
        verdict.Samples = expected;
        verdict.Hits = hits;
        verdict.Share = 1;
        verdict.Scatter = scatter;
        verdict.Drop = Math.Max(0, 1 - hits / expected);
        if (verdict.IsTested && !state.IsSuspect && !isOpen)
        {
            nulls.Count(EvidenceStream.Volume, (long)expected);
            if (logP < 0)
            {
                nulls.Count(EvidenceStream.Volume, (long)expected, logP);
            }
        }
        verdict.LogP = nulls.Adjust(EvidenceStream.Volume, (long)expected, logP);
        double divisor = s_logParts[parts];
        bool isBig = verdict.Drop >= _settings.VolumeFloor;
        passes.ThreeOfFour = isBig && verdict.LogP <= Levels.LogThreeOfFour - divisor;
        passes.TwoOfThree = isBig && verdict.LogP <= Levels.LogTwoOfThree - divisor;
        passes.Fast = passes.TwoOfThree && verdict.Level == 0 && verdict.Drop >= _settings.FastDrop && verdict.LogP <= Levels.LogFast - divisor;
        verdict.IsSignificant = passes.TwoOfThree;
        verdict.IsGood = verdict.IsTested && verdict.Drop <= 0.2;
        run.Advance(passes, verdict, _spans, window, false, _settings, Levels);
    }

    /// <summary>Learns how much windows differ beyond chance: relative squares, so that the hours of little traffic teach as much as the others.</summary>
    private static void LearnVolume(ref UnitState state, in UnitCounts counts, double scatter)
    {
        double expected = counts.Expected[Tracks.Volume], hits = counts.Hits[Tracks.Volume], variance = counts.Variance[Tracks.Volume];
        double spread = expected * expected;
        double square = Math.Min((hits - expected) * (hits - expected), MostDeviations * MostDeviations * (variance + spread * scatter));
        double weight = Math.Min(expected / 100, 1);
        state.Scatter[Tracks.Volume] += (float)((square - variance) / spread * weight);
        state.ScatterWeight[(int)EvidenceStream.Volume] += (float)weight;
    }
}
