using System.Collections.Concurrent;
using Isobar.Core.Formats;
using Isobar.Server.Sources;

namespace Isobar.Server.Replay;

/// <summary>
/// Reads the inputs one after the other and hands their blocks to the cores that parse. Few blocks are under way at a time, and their buffers go round, so memory
/// does not depend on the size of the inputs.
/// </summary>
internal sealed class ReplayReader
{
    private readonly IReadOnlyList<ReplayInput> _inputs;
    private readonly ReplayOptions _options;
    private readonly ReplayProgress _progress;
    private readonly ConcurrentBag<LineBlock> _spare = [];

    public ReplayReader(IReadOnlyList<ReplayInput> inputs, ReplayOptions options, ReplayProgress progress)
    {
        _inputs = inputs;
        _options = options;
        _progress = progress;
    }

    /// <summary>Reads everything; each block goes to one of the workers, each of which runs on a thread of its own. What one of them throws is thrown here.</summary>
    public void Run(IReadOnlyList<ReplayWorker> workers, CancellationToken cancel)
    {
        using BlockingCollection<LineBlock> blocks = new(boundedCapacity: workers.Count * 2);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ConcurrentQueue<Exception> faults = [];
        Thread[] threads = [.. workers.Select(worker => Start(() => Work(worker, blocks, stop.Token), faults, stop))];
        try
        {
            ReadAll(blocks, stop.Token);
        }
        catch (OperationCanceledException) when (!faults.IsEmpty)
        {
            // A worker failed and stopped the reading: its exception is the one to tell.
        }
        finally
        {
            blocks.CompleteAdding();
            foreach (Thread thread in threads)
            {
                thread.Join();
            }
        }
        cancel.ThrowIfCancellationRequested();
        if (faults.TryDequeue(out Exception? fault))
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
        }
    }

    private static Thread Start(Action work, ConcurrentQueue<Exception> faults, CancellationTokenSource stop)
    {
        Thread thread = new(() =>
        {
            try
            {
                work();
            }
            catch (OperationCanceledException)
            {
                // The reader stopped first and tells why.
            }
            catch (Exception fault) when (fault is IOException or InvalidOperationException or ArithmeticException or UnauthorizedAccessException)
            {
                faults.Enqueue(fault);
                stop.Cancel();
            }
        });
        thread.Start();
        return thread;
    }

    private void Work(ReplayWorker worker, BlockingCollection<LineBlock> blocks, CancellationToken stop)
    {
        foreach (LineBlock block in blocks.GetConsumingEnumerable(stop))
        {
            worker.Process(block);
            _progress.AddLines(worker.TakeNewLines());
            _spare.Add(block);
        }
    }

    private void ReadAll(BlockingCollection<LineBlock> blocks, CancellationToken stop)
    {
        for (int file = 0; file < _inputs.Count; file++)
        {
            ReplayInput input = _inputs[file];
            LineParser headers = input.Format.CreateParser(_options.Parser);
            bool first = true;
            while (true)
            {
                LineBlock block = _spare.TryTake(out LineBlock? spare) ? spare : new LineBlock();
                if (!input.Log.Guarded(() => input.Lines.Read(block)))
                {
                    break;
                }
                block.File = file;
                block.Parser = headers.HasHeaders ? headers.Fork() : null;
                if (headers.HasHeaders)
                {
                    NoteHeaders(headers, block.Lines, first);
                }
                first = false;
                blocks.Add(block, stop);
                _progress.SetPosition(file, input.Log.PositionBytes);
            }
            input.Log.CheckWhole();
        }
    }

    /// <summary>Shows the parser the lines that may be headers: the first of the input, and those that begin with a hash.</summary>
    internal static void NoteHeaders(LineParser headers, ReadOnlySpan<byte> lines, bool first)
    {
        if (first || (!lines.IsEmpty && lines[0] == '#'))
        {
            headers.NoteHeader(FirstLine(lines));
        }
        for (int at = lines.IndexOf("\n#"u8); at >= 0;)
        {
            lines = lines[(at + 1)..];
            headers.NoteHeader(FirstLine(lines));
            at = lines.IndexOf("\n#"u8);
        }
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> lines)
    {
        int end = lines.IndexOf((byte)'\n');
        return LineText.WithoutReturn(end < 0 ? lines : lines[..end]);
    }
}
