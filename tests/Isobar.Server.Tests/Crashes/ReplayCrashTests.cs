using Isobar.Tests;

namespace Isobar.Server.Tests.Crashes;

/// <summary>`isobar replay --data` killed at random times and started again until it is through.</summary>
public sealed class ReplayCrashTests : IDisposable
{
    /// <summary>Enough that replay makes a second commit (of 200,000 rows each), so that a kill may come between the two.</summary>
    private const int Lines = 240_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_window_is_lost_or_counted_twice_however_often_replay_is_killed()
    {
        Random random = new(CrashPlan.Seed);
        string log = WriteLog(random);
        string city = _folder.File("city.csv", InputCount.CityCsv());
        using (IsobarProcess build = IsobarProcess.Start(_folder["home"], "atlas", "build", "--city", city))
        {
            Assert.True(await build.ExitAsync() == 0, build.Said);
        }
        TimeSpan undisturbed = await RunAsync(log, "undisturbed");
        int killed = 0, runs = 0;
        while (killed < CrashPlan.KillsEach)
        {
            // A folder that is complete has nothing left to be killed in: then the next one.
            string data = $"data{runs++ / 6}";
            using IsobarProcess replay = Start(log, data);
            killed += await replay.KillAtAsync(undisturbed * (0.1 + 0.95 * random.NextDouble())) ? 1 : 0;
            Assert.True(runs < 20 * CrashPlan.KillsEach, $"only {killed} of {runs} runs could be killed");
        }
        SortedDictionary<string, (long, long)> input = InputCount.OfFiles([log]);
        for (int data = 0; data <= (runs - 1) / 6; data++)
        {
            await RunAsync(log, $"data{data}");
            InputCount.AssertSame(input, InputCount.OfFolder(_folder[$"data{data}"]), $"seed {CrashPlan.Seed}, {killed} kills");
        }
    }

    private IsobarProcess Start(string log, string data) =>
        IsobarProcess.Start(_folder["home"], "replay", log, "--data", _folder[data], "--window", "10", "--json");

    private async Task<TimeSpan> RunAsync(string log, string data)
    {
        using IsobarProcess replay = Start(log, data);
        int status = await replay.ExitAsync();
        Assert.True(status == 0, replay.Said);
        return replay.Age;
    }

    private string WriteLog(Random random)
    {
        DateTimeOffset start = new(2026, 11, 17, 9, 0, 0, TimeSpan.Zero);
        string path = _folder["access.log"];
        using StreamWriter file = new(path);
        for (int line = 0; line < Lines; line++)
        {
            // Three days, out of order by up to a minute.
            file.Write(InputCount.Line(start.AddSeconds(3 * 86_400.0 * line / Lines + random.Next(60)), random));
        }
        return path;
    }
}
