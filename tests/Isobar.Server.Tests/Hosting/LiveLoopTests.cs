using Isobar.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Hosting;

public sealed class LiveLoopTests
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_pipeline_that_breaks_is_told_so_that_the_process_ends()
    {
        using LiveFixture live = new();
        TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LiveLoop loop = new(live.Pipeline, new BrokenTime(), NullLogger.Instance, broken.SetResult);
        await broken.Task.WaitAsync(s_deadline);
        Assert.True(loop.IsBroken);
    }

    [Fact]
    public void A_loop_that_is_stopped_ends_its_step_and_is_not_broken()
    {
        using LiveFixture live = new();
        live.Write(LiveFixture.Line(1));
        using LiveLoop loop = new(live.Pipeline, new LateTime(), NullLogger.Instance, () => Assert.Fail("broken"));
        Assert.True(SpinWait.SpinUntil(() => live.Status.SealedWindows == 1, s_deadline));
        loop.Stop();
        Assert.False(loop.IsBroken);
        Assert.Equal(1, live.Totals().Connections);
    }

    private sealed class BrokenTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => throw new InvalidOperationException("no time");
    }

    private sealed class LateTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => LiveFixture.Start.AddSeconds(60);
    }
}
