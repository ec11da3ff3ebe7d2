using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class DaySummaryCodecTests
{
    [Fact]
    public void What_is_written_is_read() =>
        Prop.ForAll<int, int>((seed, samples) =>
        {
            DaySummary day = Drawn(new Random(seed), Math.Abs(samples % 4_000));
            DaySummary read = new();
            Assert.True(DaySummaryCodec.TryRead(DaySummaryCodec.Write(day), read));
            Assert.Equal(day.Day, read.Day);
            Assert.Equal(day.Observed, read.Observed);
            Assert.Equal(day.Votes, read.Votes);
            Assert.Equal(day.NetworkFailedVotes, read.NetworkFailedVotes);
            Assert.Equal(day.ServiceFailedVotes, read.ServiceFailedVotes);
            Assert.Equal(day.ClientWindows, read.ClientWindows);
            Assert.Equal((day.FineHours, day.ClientScatter), (read.FineHours, read.ClientScatter));
            foreach ((DayTimes was, DayTimes now) in ((DayTimes, DayTimes)[])[(day.Rtt, read.Rtt), (day.Ttfb, read.Ttfb)])
            {
                Assert.Equal(was.Samples, now.Samples);
                Assert.Equal(was.Quantiles[..].ToArray(), now.Quantiles[..].ToArray());
                Assert.Equal(was.HourSamples, now.HourSamples);
                Assert.Equal(was.HourP50, now.HourP50);
                Assert.Equal(was.HourP90, now.HourP90);
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_busy_day_of_both_streams_takes_about_300_bytes()
    {
        double bytes = Enumerable.Range(0, 20).Average(seed => DaySummaryCodec.Write(Drawn(new Random(seed), 3_000)).Length);
        Assert.InRange(bytes, 150, 360);
        double thin = Enumerable.Range(0, 20).Average(seed => DaySummaryCodec.Write(Drawn(new Random(seed), 60)).Length);
        Assert.InRange(thin, 50, 220);
    }

    [Fact]
    public void A_cut_summary_is_refused()
    {
        byte[] written = DaySummaryCodec.Write(Drawn(new Random(4), 800));
        for (int length = 0; length < written.Length; length++)
        {
            Assert.False(DaySummaryCodec.TryRead(written.AsSpan(0, length), new DaySummary()), $"{length} of {written.Length} bytes");
        }
        Assert.False(DaySummaryCodec.TryRead([.. written, 0], new DaySummary()));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused_and_what_is_read_can_be_written() =>
        Prop.ForAll<byte[], int>((noise, seed) =>
        {
            byte[] written = DaySummaryCodec.Write(Drawn(new Random(seed), 300));
            for (int i = 0; i < noise.Length; i++)
            {
                written[(i * 7919 + noise[i]) % written.Length] = noise[i];
            }
            DaySummary day = new();
            return !DaySummaryCodec.TryRead(written, day) || DaySummaryCodec.TryRead(DaySummaryCodec.Write(day), new DaySummary());
        }).QuickCheckThrowOnFailure();

    private static DaySummary Drawn(Random random, int samples)
    {
        DayAccumulator accumulator = new(SyntheticDays.Monday.AddDays(random.Next(400)));
        for (int hour = 0; hour < 24; hour++)
        {
            int count = samples / 24 + random.Next(2);
            long[] rtt = [.. Enumerable.Range(0, count).Select(_ => 20_000L + random.Next(30_000))], ttfb = [.. rtt.Select(time => time + random.Next(20_000))];
            Core.Windows.TallyBatch batch = TallyRows.Batch(random.Next(2) == 0 ? 300 : 3600);
            TallyRows.Add(batch, TallyRows.Start(accumulator.Day, hour), 1, rtt, votes: count, failed: Math.Min(count, random.Next(2)), clients: count / 2 + 1, ttfb: ttfb);
            accumulator.Add(batch);
        }
        foreach ((_, DaySummary day) in accumulator.Finish())
        {
            return day;
        }
        return new DaySummary();
    }
}
