using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Units;

namespace Isobar.Core.Tests.Scoring.Units;

public sealed class UnitTesterTests
{
    private const int WindowSeconds = 300;

    [Fact]
    public void Undisturbed_units_open_no_more_often_than_the_budget_allows()
    {
        int opened = 0;
        foreach ((int votes, int samples) in (ReadOnlySpan<(int, int)>)[(3, 5), (20, 40), (60, 120)])
        {
            for (int unit = 0; unit < 150; unit++)
            {
                DrawnUnit drawn = new((ulong)(unit * 100 + votes), votes, samples);
                for (int window = 0; window < 600; window++)
                {
                    opened += drawn.Step(0, 0) ? 1 : 0;
                }
            }
        }
        // 270,000 unit-windows; at five a day for 500,000 units that is 0.01 openings.
        Assert.Equal(0, opened);
    }

    [Theory]
    [InlineData(0.8, 60, 1)]
    [InlineData(0.4, 60, 3)]
    [InlineData(0.2, 200, 6)]
    public void A_share_of_failing_votes_is_found_within_so_many_windows(double share, int votes, int within)
    {
        int late = 0;
        for (int unit = 0; unit < 60; unit++)
        {
            DrawnUnit drawn = new((ulong)unit + 7, votes, 0);
            drawn.Quiet(300);
            int windows = 0;
            while (windows < 50 && !drawn.Step(share, 0))
            {
                windows++;
            }
            late += windows > within ? 1 : 0;
        }
        Assert.InRange(late, 0, 5);
    }

    [Theory]
    [InlineData(0.8, 80, 2)]
    [InlineData(0.4, 120, 6)]
    public void A_share_of_slow_samples_is_found_within_so_many_windows(double share, int samples, int within)
    {
        int late = 0;
        for (int unit = 0; unit < 60; unit++)
        {
            DrawnUnit drawn = new((ulong)unit + 7, 20, samples);
            drawn.Quiet(300);
            int windows = 0;
            while (windows < 50 && !drawn.Step(0, share))
            {
                windows++;
            }
            late += windows > within ? 1 : 0;
        }
        Assert.InRange(late, 0, 6);
    }

    [Fact]
    public void A_run_begins_where_the_drop_began_and_closes_after_two_good_windows()
    {
        DrawnUnit drawn = new(5, 100, 0);
        drawn.Quiet(300);
        int start = drawn.Window;
        for (int i = 0; i < 10; i++)
        {
            drawn.Step(0.6, 0);
        }
        StreamRun run = drawn.State.Runs[(int)EvidenceStream.NetworkFailures];
        Assert.NotEqual(OpeningPath.None, run.OpenedBy);
        Assert.Equal(start, run.Since);
        drawn.Step(0, 0);
        Assert.NotEqual(OpeningPath.None, drawn.State.Runs[(int)EvidenceStream.NetworkFailures].OpenedBy);
        drawn.Step(0, 0);
        Assert.Equal(OpeningPath.None, drawn.State.Runs[(int)EvidenceStream.NetworkFailures].OpenedBy);
    }

    [Fact]
    public void A_slight_rise_that_no_window_shows_accumulates_to_an_opening()
    {
        int found = 0;
        for (int unit = 0; unit < 20; unit++)
        {
            DrawnUnit drawn = new((ulong)unit + 90, 40, 0);
            drawn.Quiet(300);
            bool isOpen = false;
            for (int i = 0; i < 60 && !isOpen; i++)
            {
                isOpen = drawn.Step(0.15, 0);
            }
            found += isOpen ? 1 : 0;
        }
        Assert.InRange(found, 18, 20);
    }

    [Fact]
    public void Vanished_clients_are_found_without_a_single_failure()
    {
        DrawnUnit drawn = new(3, 80, 0);
        drawn.Quiet(300);
        Assert.False(drawn.Step(0, 0));
        bool isOpen = drawn.Vanish(0.9) || drawn.Vanish(0.9);
        Assert.True(isOpen);
    }

    /// <summary>A unit whose counts are drawn beta-binomially: 0.5 % of votes fail, times are exceeded as often as their edges say, ρ = 0.01.</summary>
    private sealed class DrawnUnit(ulong seed, int votes, int samples)
    {
        private const double FailureShare = 0.005;
        private const double Scatter = 0.01;
        private static readonly double[] s_slow = [0.76, 0.55, 0.33, 0.13, 0.04];

        private readonly SpanLayout _spans = new(WindowSeconds, 21600);
        private readonly NullCounts _nulls = new();
        private readonly SmallRandom _random = new(seed);
        private SpanRings? _rings;
        private UnitTester? _tester;
        private TrackValues<float> _shares;

        public UnitState State;

        public int Window { get; private set; } = 1000;

        public void Quiet(int windows)
        {
            for (int i = 0; i < windows; i++)
            {
                Step(0, 0);
            }
        }

        public bool Step(double failing, double slow) => Step(failing, slow, 1);

        public bool Vanish(double share) => Step(0, 0, 1 - share);

        private bool Step(double failing, double slow, double arriving)
        {
            if (_tester is null)
            {
                _rings = new(_spans);
                _tester = UnitTester.ForStrata(ScoringSettings.Default, WindowSeconds, _spans, _rings);
                _tester.Levels = TestLevels.Of(ScoringSettings.Default, 500_000, WindowSeconds);
                State.Ring = votes < 12 || samples < 29 ? _rings.Add() + 1 : 0;
                _shares[Tracks.Network] = _shares[Tracks.Service] = (float)FailureShare;
                for (int edge = 0; edge < 5; edge++)
                {
                    _shares[Tracks.Rtt + edge] = samples > 0 ? (float)s_slow[edge] : 0;
                }
            }
            UnitCounts counts = default;
            counts.Votes = _random.Poisson(votes * arriving);
            counts.RttSamples = _random.Poisson(samples * arriving);
            counts.Hits[Tracks.Network] = _random.BetaBinomial(counts.Votes, FailureShare + failing * (1 - FailureShare), Scatter);
            counts.Hits[Tracks.Service] = _random.BetaBinomial(counts.Votes, FailureShare, Scatter);
            counts.Hits[Tracks.Volume] = counts.Votes;
            Expect(ref counts, Tracks.Network, counts.Votes);
            Expect(ref counts, Tracks.Service, counts.Votes);
            counts.Expected[Tracks.Volume] = votes;
            counts.Variance[Tracks.Volume] = votes;
            // One effect moves the whole distribution, so the edges rise and fall together.
            double effect = _random.Uniform();
            for (int edge = 0; edge < 5 && samples > 0; edge++)
            {
                double share = SmallRandom.BetaQuantile(effect, s_slow[edge], Scatter);
                counts.Hits[Tracks.Rtt + edge] = _random.Binomial(counts.RttSamples, slow + share * (1 - slow));
                Expect(ref counts, Tracks.Rtt + edge, counts.RttSamples);
            }
            Span<StreamVerdict> verdicts = stackalloc StreamVerdict[StreamValues<byte>.Length];
            _tester.Test(ref State, counts, _shares, Window++, true, _nulls, verdicts);
            if (Window % 12 == 0)
            {
                UnitTester.Age(ref State);
            }
            for (int stream = 0; stream < StreamValues<byte>.Length; stream++)
            {
                if (State.Runs[stream].OpenedBy != OpeningPath.None)
                {
                    return true;
                }
            }
            return false;
        }

        private void Expect(ref UnitCounts counts, int track, int n)
        {
            counts.Expected[track] = n * _shares[track];
            counts.Variance[track] = n * _shares[track] * (1 - _shares[track]);
        }
    }
}
