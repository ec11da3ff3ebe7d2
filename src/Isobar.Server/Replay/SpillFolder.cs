using Isobar.Core.Windows;

namespace Isobar.Server.Replay;

/// <summary>
/// Where client minutes go that do not fit the memory budget: sorted runs in a folder of this process, merged at the end. They are no durable state:
/// a replay that dies starts over from its input, so the folder is removed and nothing is synced.
/// </summary>
internal sealed class SpillFolder(string path) : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private readonly List<SpilledRun> _runs = [];
    private readonly Lock _adding = new();

    /// <summary>Number of runs written.</summary>
    public int Count => _runs.Count;

    /// <summary>Writes a run and returns it, ready to be read from its start.</summary>
    public SpilledRun Write(ClientMinuteCursor sorted)
    {
        int number;
        lock (_adding)
        {
            Directory.CreateDirectory(path);
            number = _runs.Count;
            _runs.Add(null!);
        }
        string file = Path.Combine(path, $"run-{number}");
        using (FileStream output = new(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes))
        {
            Span<byte> entry = stackalloc byte[ClientMinuteCodec.MaximumLength];
            while (sorted.MoveNext())
            {
                output.Write(entry[..ClientMinuteCodec.Write(entry, sorted.Current, sorted.Samples)]);
            }
        }
        SpilledRun run = new(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.DeleteOnClose));
        lock (_adding)
        {
            _runs[number] = run;
        }
        return run;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SpilledRun? run in _runs)
        {
            run?.Dispose();
        }
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
