using System.Diagnostics;
using System.IO.Compression;

namespace Isobar.Server.Sources;

/// <summary>
/// One log to read from start to end: a file, plain, gzip or zstd compressed, or standard input. The compression is told by the first bytes, not by the name.
/// </summary>
public sealed class LogInput : IDisposable
{
    /// <summary>The name that stands for standard input on the command line.</summary>
    public const string StandardInput = "-";

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];
    private static ReadOnlySpan<byte> ZstdMagic => [0x28, 0xb5, 0x2f, 0xfd];

    private readonly Stream _raw;
    private readonly Process? _unpacker;

    private LogInput(string name, Stream raw, Stream content, Process? unpacker, long? length)
    {
        Name = name;
        _raw = raw;
        Content = content;
        _unpacker = unpacker;
        LengthBytes = length;
    }

    /// <summary>Path as given, or `standard input`.</summary>
    public string Name { get; }

    /// <summary>The unpacked bytes.</summary>
    public Stream Content { get; }

    /// <summary>Size of the file as it lies on disk; null when it is not known.</summary>
    public long? LengthBytes { get; }

    /// <summary>How many bytes of the file as it lies on disk have been read, for progress.</summary>
    public long PositionBytes => _raw.CanSeek ? _raw.Position : 0;

    /// <summary>Opens a log.</summary>
    /// <exception cref="IOException">It cannot be opened; the text says why and what to do.</exception>
    public static LogInput Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        bool standard = path == StandardInput;
        if (!standard && Directory.Exists(path))
        {
            throw new IOException($"{path} is a folder: name the log files in it, for instance {Path.Combine(path, "access.log*")}.");
        }
        if (!standard && !File.Exists(path))
        {
            throw new IOException($"{path}: there is no such file.");
        }
        Stream raw = standard
            ? new PeekableStream(Console.OpenStandardInput())
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
        try
        {
            string name = standard ? "standard input" : path;
            long? length = standard || !raw.CanSeek || raw.Length == 0 ? null : raw.Length;
            if (!standard && !raw.CanSeek)
            {
                raw = new PeekableStream(raw);
            }
            byte[] start = Peek(raw);
            if (start.AsSpan().StartsWith(GzipMagic))
            {
                return new(name, raw, new GZipStream(raw, CompressionMode.Decompress), null, length);
            }
            if (start.AsSpan().StartsWith(ZstdMagic))
            {
                Process unpacker = StartZstd(path, standard);
                return new(name, raw, unpacker.StandardOutput.BaseStream, unpacker, length);
            }
            return new(name, raw, raw, null, length);
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>Reads from <see cref="Content"/>, and says which file it was when its compressed data is broken.</summary>
    public T Guarded<T>(Func<T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return read();
        }
        catch (InvalidDataException fault)
        {
            throw new IOException(
                $"{Name}: its gzip data is broken or cut short ({fault.Message.TrimEnd('.')}). Copy it again, or read what there is: gzip -dc FILE | isobar replay -", fault);
        }
    }

    /// <summary>Makes sure that the unpacker found its input whole; call at the end of <see cref="Content"/>.</summary>
    /// <exception cref="IOException">The compressed data is broken.</exception>
    public void CheckWhole()
    {
        if (_unpacker is not null)
        {
            _unpacker.WaitForExit();
            if (_unpacker.ExitCode != 0)
            {
                throw new IOException($"{Name}: zstd could not unpack it: {_unpacker.StandardError.ReadToEnd().Trim()}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_unpacker is { HasExited: false })
        {
            _unpacker.Kill();
        }
        Content.Dispose();
        _unpacker?.Dispose();
        _raw.Dispose();
    }

    private static byte[] Peek(Stream raw)
    {
        byte[] start = new byte[4];
        if (raw is PeekableStream peekable)
        {
            return peekable.Peek(4);
        }
        int length = raw.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        raw.Seek(0, SeekOrigin.Begin);
        return start[..length];
    }

    /// <summary>No zstd library can be had from the registry (docs/dependencies.md); the program is on nearly every server.</summary>
    private static Process StartZstd(string path, bool standardInput)
    {
        if (standardInput)
        {
            throw new IOException("Standard input is zstd compressed: unpack it first, for instance `zstd -dc FILE | isobar replay -`.");
        }
        try
        {
            return Process.Start(new ProcessStartInfo("zstd", ["-dcq", "--", path])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new IOException($"{path} is zstd compressed and the program zstd is not installed: install it (Debian: apt-get install zstd) or unpack the file.");
        }
    }
}
