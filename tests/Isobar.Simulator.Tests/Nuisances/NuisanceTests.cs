using System.Collections.Immutable;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Nuisances;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Nuisances;

/// <summary>Each nuisance does what it says, to what it says, and stays within what may not alarm.</summary>
public sealed class NuisanceTests
{
    private static readonly WorldOptions s_options = new() { Seed = 9, Pairs = 1_000, VotesPerWindow = 30_000, Nuisances = true };
    private static readonly SimulatedWorld s_world = new(s_options);

    [Fact]
    public void A_world_has_nuisances_of_all_kinds_inside_its_time()
    {
        Assert.Equal(Enum.GetValues<NuisanceKind>(), s_world.Nuisances.Select(nuisance => nuisance.Kind).Distinct().Order());
        Assert.All(s_world.Nuisances, nuisance =>
            Assert.True(nuisance.StartSeconds >= s_options.StartSeconds && nuisance.StartSeconds < nuisance.EndSeconds && nuisance.EndSeconds <= s_options.EndSeconds));
        Assert.Empty(new SimulatedWorld(s_options with { Nuisances = false }).Nuisances);
    }

    [Theory]
    [InlineData(NuisanceKind.FlashCrowd)]
    [InlineData(NuisanceKind.RouteChange)]
    [InlineData(NuisanceKind.PrefixMigration)]
    [InlineData(NuisanceKind.ClientRetries)]
    [InlineData(NuisanceKind.GeolocationChange)]
    [InlineData(NuisanceKind.ExporterGap)]
    [InlineData(NuisanceKind.ClockSkew)]
    [InlineData(NuisanceKind.SamplingRate)]
    public void A_nuisance_changes_only_its_own_rows_and_time(NuisanceKind kind)
    {
        Nuisance nuisance = First(kind);
        long before = nuisance.StartSeconds / 300 * 300 - 300;
        Assert.Equal(Rows(s_world.Model, before, null), Rows(s_world.Model, before, nuisance));
        // A skewed clock shows when it jumps; everything else shows all the time.
        long during = nuisance.StartSeconds / 300 * 300 + (kind == NuisanceKind.ClockSkew ? 0 : 300);
        string[] calm = Rows(s_world.Model, during, null), hit = Rows(s_world.Model, during, nuisance);
        HashSet<int> targets = [.. nuisance.Targets.Select(target => target.Stream)];
        int[] changed = [.. Enumerable.Range(0, calm.Length).Where(stream => calm[stream] != hit[stream])];
        Assert.NotEmpty(changed);
        Assert.All(changed, stream => Assert.Contains(stream, targets));
    }

    [Fact]
    public void A_flash_crowd_multiplies_the_traffic()
    {
        Nuisance crowd = First(NuisanceKind.FlashCrowd);
        (Tally calm, Tally hit) = Sums(crowd, Whole(crowd));
        Assert.InRange(crowd.Size, 1.5, 5);
        Assert.Equal(crowd.Size, hit.Votes / (double)calm.Votes, 0.15 * crowd.Size);
    }

    [Fact]
    public void Route_changes_stay_within_the_margin_of_a_drop()
    {
        Nuisance[] changes = [.. s_world.Nuisances.Where(nuisance => nuisance.Kind == NuisanceKind.RouteChange)];
        Assert.All(changes, change => Assert.InRange(Math.Abs(change.Size), 0.1, 4));
        Assert.Contains(changes, change => change.Size > 1);
        Assert.Contains(changes, change => change.Size < -0.5);
        Nuisance largest = changes.Where(change => change.StartSeconds < s_options.EndSeconds - 86_400).MaxBy(change => change.Size * Math.Sqrt(change.Targets.Length))!;
        (Tally calm, Tally hit) = Sums(largest, Whole(largest), windows: 200);
        double moved = SketchSum.Of(hit.Rtt.Sketch) / hit.Rtt.Samples - SketchSum.Of(calm.Rtt.Sketch) / calm.Rtt.Samples;
        Assert.InRange(moved, 800 * largest.Size, 1200 * largest.Size);
        // Each network and location moves once: two changes could add up to a drop.
        Assert.Equal(changes.Length, changes.Select(change => change.Subject).Distinct().Count());
    }

    [Theory]
    [InlineData(NuisanceKind.PrefixMigration)]
    [InlineData(NuisanceKind.GeolocationChange)]
    public void Traffic_that_moves_is_neither_lost_nor_gained(NuisanceKind kind)
    {
        Nuisance move = s_world.Nuisances.Where(nuisance => nuisance.Kind == kind && nuisance.StartSeconds < s_options.EndSeconds - 86_400)
            .MaxBy(nuisance => s_world.Pairs[nuisance.FromPair].MeanVotes)!;
        Assert.Equal(s_world.Pairs[move.FromPair].CityNetwork.Asn, s_world.Pairs[move.ToPair].CityNetwork.Asn);
        Assert.Equal(s_world.Pairs[move.FromPair].LocationIndex, s_world.Pairs[move.ToPair].LocationIndex);
        (Tally calmFrom, Tally from) = Sums(move, Whole(move), move.FromPair, 100);
        (Tally calmTo, Tally to) = Sums(move, Whole(move), move.ToPair, 100);
        Assert.Equal(1 - move.Size, from.Votes / (double)calmFrom.Votes, 0.06);
        double arrived = (to.Votes - calmTo.Votes) / (double)(calmFrom.Votes - from.Votes);
        Assert.Equal(1, arrived, 0.25);
    }

    [Fact]
    public void A_geolocation_change_brings_round_trip_times_of_the_old_place()
    {
        Nuisance change = s_world.Nuisances.Where(nuisance => nuisance.Kind == NuisanceKind.GeolocationChange && nuisance.StartSeconds < s_options.EndSeconds - 86_400)
            .MaxBy(nuisance => s_world.Pairs[nuisance.FromPair].MeanVotes)!;
        (Tally calm, Tally hit) = Sums(change, Whole(change), change.ToPair, 100);
        (Tally old, _) = Sums(change, Whole(change), change.FromPair, 100);
        double arrived = (hit.Votes - calm.Votes) / (double)hit.Votes;
        double expected = (1 - arrived) * Mean(calm) + arrived * Mean(old);
        Assert.Equal(expected, Mean(hit), 0.05 * expected);
    }

    [Fact]
    public void Retries_multiply_failures_but_hardly_votes()
    {
        Nuisance retries = s_world.Nuisances.Where(nuisance => nuisance.Kind == NuisanceKind.ClientRetries)
            .MaxBy(nuisance => s_world.Pairs[s_world.Model.Streams[nuisance.Targets[0].Stream].Pair].MeanVotes)!;
        (Tally calm, Tally hit) = Sums(retries, Whole(retries), windows: 6);
        Assert.True(hit.NetworkFailures > 2 * calm.NetworkFailures);
        // At most one more vote a window and stratum.
        Assert.InRange(hit.Votes - calm.Votes, 0, 6 * retries.Targets.Length);
        Assert.Equal(hit.Votes - calm.Votes, hit.NetworkFailedVotes - calm.NetworkFailedVotes);
    }

    [Fact]
    public void A_gap_is_flagged_and_silent()
    {
        Nuisance gap = First(NuisanceKind.ExporterGap);
        long inside = Whole(gap);
        Assert.True(s_world.IsGap(gap.Subject, inside));
        Assert.True(s_world.IsGap(gap.Subject, gap.StartSeconds / 300 * 300));
        Assert.False(s_world.IsGap(gap.Subject, gap.StartSeconds / 300 * 300 - 300));
        Assert.False(s_world.IsGap("another source", inside));
        TallyBatch batch = new() { WindowSeconds = 300 };
        s_world.AppendWindow(inside, batch);
        Assert.DoesNotContain(batch.Stratum, stratum => stratum.Source == gap.Subject);
        Assert.NotEmpty(batch.Stratum);
    }

    [Fact]
    public void A_clock_that_jumps_ahead_leaves_a_hole_once()
    {
        Nuisance skew = First(NuisanceKind.ClockSkew);
        (Tally calm, Tally hit) = Sums(skew, skew.StartSeconds / 300 * 300, windows: 1);
        Assert.Equal(1 - skew.Size / 300, hit.Votes / (double)calm.Votes, 0.04);
        (calm, hit) = Sums(skew, skew.StartSeconds / 300 * 300 + 300, windows: 1);
        Assert.Equal(calm.Votes, hit.Votes);
        (calm, hit) = Sums(skew, skew.EndSeconds / 300 * 300, windows: 1);
        Assert.Equal(1 + skew.Size / 300, hit.Votes / (double)calm.Votes, 0.04);
    }

    [Fact]
    public void Sampling_thins_requests_more_than_votes()
    {
        Nuisance sampling = First(NuisanceKind.SamplingRate);
        (Tally calm, Tally hit) = Sums(sampling, Whole(sampling));
        Assert.Equal(sampling.Size, s_world.LoggedShareOf(sampling.Subject, Whole(sampling)), 1e-9);
        Assert.Equal(1, s_world.LoggedShareOf(sampling.Subject, sampling.StartSeconds / 300 * 300 - 300));
        Assert.Equal(sampling.Size, hit.Attempts / (double)calm.Attempts, 0.08);
        Assert.InRange(hit.Votes / (double)calm.Votes, sampling.Size + 0.02, 1);
        Assert.Equal(calm.NetworkFailedVotes / (double)calm.Votes, hit.NetworkFailedVotes / (double)hit.Votes, 0.004);
    }

    [Fact]
    public void Drift_is_slow_and_small()
    {
        long start = s_options.StartSeconds;
        WorldModel still = s_world.Model with { Nuisances = [], HasNuisances = false }, drifting = s_world.Model with { Nuisances = [] };
        int stream = Enumerable.Range(0, still.Streams.Length).MaxBy(i => still.Pairs[still.Streams[i].Pair].MeanVotes * still.Streams[i].Share);
        for (int day = 0; day < 37; day += 6)
        {
            Tally calm = Draw(still, stream, start + day * 86_400L), drifted = Draw(drifting, stream, start + day * 86_400L);
            Assert.InRange(drifted.Votes / (double)calm.Votes, 0.85, 1.15);
            Assert.InRange(Mean(drifted) / Mean(calm), 0.98, 1.02);
        }
    }

    private static Nuisance First(NuisanceKind kind) => s_world.Nuisances.First(nuisance =>
        nuisance.Kind == kind && nuisance.EndSeconds - nuisance.StartSeconds >= 1200
        && (nuisance.Targets.Sum(target => s_world.Pairs[s_world.Model.Streams[target.Stream].Pair].MeanVotes * s_world.Model.Streams[target.Stream].Share) > 150
            || kind == NuisanceKind.ClientRetries));

    /// <summary>The first window that lies wholly inside.</summary>
    private static long Whole(Nuisance nuisance) => nuisance.StartSeconds / 300 * 300 + 300;

    /// <summary>Sums over the targets, without and with the nuisance, of some windows from one on.</summary>
    private static (Tally Calm, Tally Hit) Sums(Nuisance nuisance, long start, int pair = -1, int windows = 3)
    {
        WorldModel calm = With(null), hit = With(nuisance);
        int[] streams = [.. nuisance.Targets.Select(target => target.Stream).Where(stream => pair < 0 || calm.Streams[stream].Pair == pair)];
        return (Sum(calm), Sum(hit));

        Tally Sum(WorldModel model)
        {
            TallySum sum = new();
            for (int window = 0; window < windows; window++)
            {
                RowDraws draws = new(model);
                draws.Begin(new DrawPeriod(start + window * 300, 300, 300));
                foreach (int stream in streams)
                {
                    if (draws.TryDraw(stream, out Tally tally, null))
                    {
                        sum.Add(tally);
                    }
                }
            }
            return sum.Finish();
        }
    }

    private static Tally Draw(WorldModel model, int stream, long start)
    {
        RowDraws draws = new(model);
        draws.Begin(new DrawPeriod(start, 300, 300));
        Assert.True(draws.TryDraw(stream, out Tally tally, null));
        return tally;
    }

    private static string[] Rows(WorldModel model, long start, Nuisance? nuisance)
    {
        RowDraws draws = new(With(nuisance));
        draws.Begin(new DrawPeriod(start, 300, 300));
        return [.. Enumerable.Range(0, model.Streams.Length).Select(stream => draws.TryDraw(stream, out Tally tally, null)
            ? $"{tally with { Rtt = default, Ttfb = default, ClientSketch = [] }} {Convert.ToHexString(tally.ClientSketch)} {Convert.ToHexString(tally.Rtt.Sketch)}"
            : "")];
    }

    private static WorldModel With(Nuisance? nuisance) =>
        s_world.Model with { Nuisances = nuisance is null ? [] : ImmutableArray.Create(nuisance), HasNuisances = false };

    private static double Mean(Tally tally) => SketchSum.Of(tally.Rtt.Sketch) / tally.Rtt.Samples;
}
