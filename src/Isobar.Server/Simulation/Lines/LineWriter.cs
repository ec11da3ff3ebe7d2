using System.Buffers;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.Lines;

/// <summary>Writes the access log of one service location of a world: windows are drawn on all cores, and written in the order of time.</summary>
internal sealed class LineWriter(SimulatedWorld world, string location)
{
    private readonly Stack<(TrafficLines Lines, ArrayBufferWriter<byte> Text)> _idle = [];

    /// <summary>Lines written.</summary>
    public long Lines { get; private set; }

    /// <summary>Bytes written.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes all windows of a period.</summary>
    /// <param name="from">Start of the first window, Unix seconds.</param>
    /// <param name="until">End of the last one.</param>
    /// <param name="output">Takes the lines.</param>
    /// <param name="onProgress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Stops it between two windows.</param>
    public void Write(long from, long until, Stream output, Action<double>? onProgress, CancellationToken cancel)
    {
        int seconds = world.Options.WindowSeconds;
        Queue<Task<Drawn>> drawing = [];
        long next = from;
        for (long start = from; start < until; start += seconds)
        {
            cancel.ThrowIfCancellationRequested();
            // One more than there are cores: while one is written, each core has one to draw.
            for (; next < until && drawing.Count <= Environment.ProcessorCount; next += seconds)
            {
                long window = next;
                (TrafficLines lines, ArrayBufferWriter<byte> text) = _idle.TryPop(out var idle) ? idle : (new(world), new());
                drawing.Enqueue(Task.Run(() => new Drawn(lines, text, lines.AppendLocation(window, location, text)), cancel));
            }
            Drawn drawn = drawing.Dequeue().GetAwaiter().GetResult();
            output.Write(drawn.Text.WrittenSpan);
            Lines += drawn.Count;
            Bytes += drawn.Text.WrittenCount;
            drawn.Text.ResetWrittenCount();
            _idle.Push((drawn.Lines, drawn.Text));
            onProgress?.Invoke((start + seconds - from) / (double)(until - from));
        }
    }

    private sealed record Drawn(TrafficLines Lines, ArrayBufferWriter<byte> Text, int Count);
}
