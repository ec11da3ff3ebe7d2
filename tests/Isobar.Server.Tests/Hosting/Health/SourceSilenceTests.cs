using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Server.Hosting.Health;

namespace Isobar.Server.Tests.Hosting.Health;

public sealed class SourceSilenceTests
{
    private const int Hour = 12;

    [Fact]
    public void A_location_that_was_never_heard_is_silent()
    {
        SourceSilence silence = new(300, ["here", "there"]);
        Assert.Equal(["there"], silence.Advance([Batch(("a", "here"))]));
        Assert.Empty(silence.Gaps);
    }

    [Fact]
    public void One_silent_source_of_two_silences_the_location_they_share()
    {
        SourceSilence silence = new(300, ["here"]);
        Repeat(Hour, () => silence.Advance([Batch(("a", "here"), ("b", "here"))]));
        Assert.Empty(silence.Silent);
        Assert.Equal(["here"], silence.Advance([Batch(("a", "here"))]));
        Assert.Equal(["here"], silence.Gaps);
        Assert.Contains("the source b", Assert.Single(silence.Warnings), StringComparison.Ordinal);
        silence.Advance([Batch(("a", "here"), ("b", "here"))]);
        Assert.Empty(silence.Silent.Concat(silence.Gaps).Concat(silence.Warnings));
    }

    [Fact]
    public void A_source_that_is_rarely_heard_says_nothing_by_its_silence()
    {
        SourceSilence silence = new(300, ["here"]);
        for (int window = 0; window < 5 * Hour; window++)
        {
            silence.Advance([window % 4 == 0 ? Batch(("a", "here"), ("b", "here")) : Batch(("a", "here"))]);
            Assert.Empty(silence.Silent);
        }
    }

    [Fact]
    public void However_long_a_source_is_silent_it_does_not_become_a_quiet_one()
    {
        SourceSilence silence = new(300, ["here"]);
        Repeat(Hour, () => silence.Advance([Batch(("a", "here"), ("b", "here"))]));
        Repeat(48 * Hour, () => silence.Advance([Batch(("a", "here"))]));
        Assert.Equal(["here"], silence.Silent);
    }

    [Fact]
    public void What_is_restored_goes_on_as_what_was_saved()
    {
        SourceSilence silence = new(60, ["here"]), restored = new(60, ["here"]);
        Repeat(5 * Hour, () => silence.Advance([Batch(("a", "here"), ("b", "here"))]));
        silence.Advance([Batch(("a", "here"))]);
        restored.Restore(silence.Save());
        Repeat(5, () => silence.Advance([Batch(("a", "here"))]));
        Repeat(5, () => restored.Advance([Batch(("a", "here"))]));
        Assert.Equal(silence.Save(), restored.Save());
        Assert.Equal(silence.Warnings, restored.Warnings);
    }

    private static void Repeat(int times, Action action)
    {
        for (int time = 0; time < times; time++)
        {
            action();
        }
    }

    internal static TallyBatch Batch(params (string Source, string Location)[] rows) => Batch(300, 0, rows);

    internal static TallyBatch Batch(int windowSeconds, long start, params (string Source, string Location)[] rows)
    {
        TallyBatch batch = new() { WindowSeconds = windowSeconds };
        foreach ((string source, string location) in rows)
        {
            TimeSummary none = TimeSummary.Of(new QuantileSketch());
            Tally tally = new() { Connections = 1, Clients = 1, ClientSketch = [], Rtt = none, Ttfb = none };
            batch.Add(0, start, new(source, location, "", AddressFamily.IPv4, MeasurementMethod.ServerLog), new CityNetworkId(1), tally);
        }
        return batch;
    }
}
