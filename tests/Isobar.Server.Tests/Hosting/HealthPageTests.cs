using System.Text.Json;
using Isobar.Server.Hosting;

namespace Isobar.Server.Tests.Hosting;

public sealed class HealthPageTests
{
    [Fact]
    public void All_is_well_while_lines_come()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(2);
        Assert.Equal("ok", Status(live));
    }

    [Fact]
    public void A_missing_log_degrades()
    {
        using LiveFixture live = new();
        live.RunAt(2);
        Assert.Equal("degraded", Status(live));
        Assert.Contains("there is no file", Assert.Single(Reasons(live)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_has_grown_silent_degrades()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(2);
        live.RunAt(3500);
        Assert.Empty(Reasons(live));
        live.RunAt(3700);
        Assert.Contains("nothing has been written", Assert.Single(Reasons(live)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipeline_that_hangs_degrades()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        live.RunAt(2);
        Assert.Contains("last step", Assert.Single(HealthPage.Reasons(live.Status, live.Now.AddMinutes(3))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_format_that_is_not_recognised_degrades_and_its_lines_wait()
    {
        using LiveFixture live = new(options => options with { Sources = [options.Sources[0] with { Format = null }] });
        live.Write(string.Concat(Enumerable.Repeat("something else\n", 20)));
        live.RunAt(2);
        Assert.Contains("not recognised", Assert.Single(Reasons(live)).Text, StringComparison.Ordinal);
        Assert.Equal(0, live.Source0.Lines);
        Assert.Equal(300, live.Source0.LagBytes);
    }

    private static IReadOnlyList<LiveFault> Reasons(LiveFixture live) => HealthPage.Reasons(live.Status, live.Now);

    private static string? Status(LiveFixture live)
    {
        using JsonDocument page = JsonDocument.Parse(HealthPage.Write(live.Status, Reasons(live)));
        Assert.Equal(Reasons(live).Count, page.RootElement.GetProperty("reasons").GetArrayLength());
        return page.RootElement.GetProperty("status").GetString();
    }
}
