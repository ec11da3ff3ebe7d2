using Isobar.Core.Events;
using Isobar.Server.Demo;
using Isobar.Server.Simulation.History;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Worlds;
using Isobar.Storage;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Simulator.Tests.Demo;

/// <summary>A demo with a week of history, played under a clock that the test moves.</summary>
public sealed class DemoRunFixture : IDisposable
{
    public const string Region = "us-east-1";

    public const string Account = "000000000000";

    private readonly TemporaryFolder _temporary = new();
    private readonly DemoPipeline _pipeline;
    private readonly FakeTimeProvider _time;

    public DemoRunFixture()
    {
        World = DemoWorld.Create(Start);
        Folder = DemoFolder.OpenEmpty(_temporary["demo"], new StorageSettings());
        HistoryEnd = DemoRun.HistoryEnd(Start);
        HistoryFrom = HistoryEnd / 3_600 * 3_600 - 8 * 86_400;
        Seeded = new HistorySeeder(new(World, HistoryFrom, HistoryEnd, Region, Account), Folder).Seed(null, CancellationToken.None);
        _time = new();
        _time.Advance(DateTimeOffset.FromUnixTimeSeconds(Start) - _time.GetUtcNow());
        _pipeline = new(
            new DemoTraffic(World, Start, null), Folder, DemoRun.HealthOf(World, Region, Account), _time, NullLogger.Instance, HistoryEnd, _time.GetUtcNow(),
            changes => News.AddRange(changes.Select(change => (_time.GetUtcNow().ToUnixTimeSeconds() - Start, change))));
        Play(seconds: 330);
    }

    /// <summary>2026-11-21 03:17:44 UTC, a Saturday night in Europe.</summary>
    public static long Start => 1_795_231_064;

    internal SimulatedWorld World { get; }

    internal DataFolder Folder { get; }

    internal HistoryResult Seeded { get; }

    internal long HistoryFrom { get; }

    internal long HistoryEnd { get; }

    /// <summary>Seconds after the start, and what was told then.</summary>
    internal List<(long Second, HealthEventChange Change)> News { get; } = [];

    public void Dispose()
    {
        Folder.Dispose();
        _temporary.Dispose();
    }

    private void Play(int seconds)
    {
        for (int second = 0; second <= seconds; second++)
        {
            while (_pipeline.Step(_time.GetUtcNow()))
            {
            }
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
