using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Replay;
using Isobar.Server.Sources;

namespace Isobar.Benchmarks.Inputs;

/// <summary>A generated log in memory, cut into blocks, and the worker of a replay that parses, locates and tallies it: what one core does, without reading files.</summary>
internal sealed class LoadedLog
{
    /// <summary>Never written to: what a pass tallies stays far below the memory that a replay may take.</summary>
    private static readonly SpillFolder s_spills = new(Path.Combine(Path.GetTempPath(), $"isobar-bench-spill-{Environment.ProcessId}"));

    private readonly List<LineBlock> _blocks = [];

    public LoadedLog(string format, int lines, CityNetworkAtlas atlas)
    {
        LineBlockReader reader = new(new MemoryStream(LogText.Bytes(format, lines)));
        for (LineBlock block = new(); reader.Read(block); block = new())
        {
            _blocks.Add(block);
        }
        LogFormat logFormat = LogText.FormatOf(format);
        Worker = new ReplayWorker(new ReplayOptions { Files = [], Cores = 1 }, [logFormat], atlas, new StratumTable(), new WindowClock(300), s_spills);
    }

    /// <summary>The worker.</summary>
    public ReplayWorker Worker { get; }

    /// <summary>Tallies all lines from an empty table, whose memory is kept from pass to pass.</summary>
    public int Pass()
    {
        Worker.Tallies.Table.Clear();
        foreach (LineBlock block in _blocks)
        {
            Worker.Process(block);
        }
        return Worker.Tallies.Table.Count;
    }
}
