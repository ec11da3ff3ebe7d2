using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Hosting;
using Isobar.Server.Sources;

namespace Isobar.Server.Tests.Hosting;

public sealed class LiveReloadTests
{
    [Fact]
    public void A_new_grace_decides_when_the_windows_that_are_open_are_sealed()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.Pipeline.Post(Reload(live, source => source with { Grace = TimeSpan.FromSeconds(100) }));
        live.RunAt(20);
        Assert.Equal(0, live.Status.SealedWindows);
        live.Write(LiveFixture.Line(2));
        live.Pipeline.Post(Reload(live, source => source with { Grace = TimeSpan.FromSeconds(3) }));
        live.RunAt(21);
        Assert.Equal(1, live.Status.SealedWindows);
        Assert.Equal(2, live.Totals().Connections);
    }

    [Fact]
    public void A_longer_grace_opens_no_window_again()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(20);
        live.Pipeline.Post(Reload(live, source => source with { Grace = TimeSpan.FromSeconds(100) }));
        live.Write(LiveFixture.Line(2) + LiveFixture.Line(21));
        live.RunAt(40);
        Assert.Equal(1, live.Source0.Late);
        Assert.Equal(1, live.Status.SealedWindows);
        live.RunAt(130);
        Assert.Equal(2, live.Status.SealedWindows);
        Assert.Equal(2, live.Totals().Connections);
    }

    [Fact]
    public void Lines_that_come_after_new_rules_are_read_by_them()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(2);
        OutcomeRule failed = new(Outcome.ServiceFailure, StatusFrom: 200);
        ParserOptions rules = ParserOptions.Default with { Outcomes = new OutcomeRules([failed]) };
        live.Pipeline.Post(Reload(live, source => source with { Parser = rules }));
        live.Write(LiveFixture.Line(2));
        live.RunAt(15);
        TallyBatch stored = Assert.Single(live.Folder.Tallies.Scan(long.MinValue, long.MaxValue));
        Assert.Equal(2, stored.Attempts.Sum());
        Assert.Equal(1, stored.ServiceFailures.Sum());
    }

    [Fact]
    public void A_shorter_retention_is_applied_at_once()
    {
        using LiveFixture live = new();
        for (int day = 5; day >= 0; day--)
        {
            live.Write(LiveFixture.Line(-day * 86_400));
        }
        live.RunAt(20);
        Assert.Equal([15, 16, 17, 18, 19], live.Folder.SealedDays.Select(day => day.Day));
        live.Pipeline.Post(new(live.Options with { RetentionDays = 2 }, new(1, false, 0)));
        live.RunAt(21);
        Assert.Equal([18, 19], live.Folder.SealedDays.Select(day => day.Day));
        Assert.Equal(new(1, false, 0), live.Status.Configuration);
    }

    [Fact]
    public void Of_two_changes_between_two_steps_the_last_counts()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.Pipeline.Post(Reload(live, source => source with { Grace = TimeSpan.Zero }));
        live.Pipeline.Post(Reload(live, source => source with { Grace = TimeSpan.FromSeconds(50) }));
        live.RunAt(20);
        Assert.Equal(LiveFixture.Start.AddSeconds(-30), live.Status.Watermark);
        Assert.Equal(0, live.Status.SealedWindows);
    }

    private static LiveReload Reload(LiveFixture live, Func<LogSource, LogSource> change) =>
        new(live.Options with { Sources = [.. live.Options.Sources.Select(change)] }, new(1, false, 0));
}
