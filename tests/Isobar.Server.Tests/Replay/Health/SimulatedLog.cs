using System.Buffers;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Server.Replay;
using Isobar.Server.Sources;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Tests.Replay.Health;

/// <summary>A day of a small simulated world as the access log of one service location, with or without faults.</summary>
internal static class SimulatedLog
{
    /// <summary>Start of the log: 2025-11-03 00:00 UTC, a Monday.</summary>
    public const long StartSeconds = 1_762_128_000;

    public const int Seconds = 86_400;

    /// <summary>The service location whose log it is.</summary>
    public static string Location { get; } = Options.Locations[0].Name;

    /// <summary>The address table of the world; faults do not change it.</summary>
    public static CityNetworkAtlas Atlas { get; } = CityNetworkAtlas.Open(WorldAtlas.Build(new SimulatedWorld(Options)));

    private static WorldOptions Options => new()
    {
        Seed = 5,
        Pairs = 60,
        VotesPerWindow = 1_500,
        StartSeconds = StartSeconds,
        EndSeconds = StartSeconds + Seconds,
        Locations = [new WorldOptions().Locations[0]],
    };

    /// <summary>Writes the log; every <paramref name="every"/>-th line of it.</summary>
    public static string Write(string path, int every = 1, params FaultSpec[] faults)
    {
        SimulatedWorld world = new(Options with { Faults = FaultPlan.Of(faults) });
        TrafficLines lines = new(world);
        ArrayBufferWriter<byte> text = new();
        using FileStream file = File.Create(path);
        for (long start = StartSeconds; start < StartSeconds + Seconds; start += 300)
        {
            foreach (TrafficSource source in world.Sources)
            {
                lines.Append(start, source.Name, text);
            }
            WriteEvery(file, text.WrittenSpan, every);
            text.ResetWrittenCount();
        }
        return path;
    }

    /// <summary>The options of a replay of such a log.</summary>
    public static ReplayOptions ReplayOf(string path)
    {
        LogFormat format = InputFormat.TryParse(TrafficLines.Format, out string? fault) ?? throw new InvalidOperationException(fault);
        return new() { Files = [path], Format = format, Locations = [Location] };
    }

    /// <summary>Replays.</summary>
    public static ReplayReport Run(ReplayOptions options)
    {
        using ReplayRun run = new(options, Atlas, new ReplayProgress());
        return run.Run(CancellationToken.None);
    }

    private static void WriteEvery(FileStream file, ReadOnlySpan<byte> text, int every)
    {
        for (int line = 0; !text.IsEmpty; line++)
        {
            int end = text.IndexOf((byte)'\n') + 1;
            if (line % every == 0)
            {
                file.Write(text[..end]);
            }
            text = text[end..];
        }
    }
}
