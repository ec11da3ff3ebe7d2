using Isobar.Core.Windows;

namespace Isobar.Server.Replay;

/// <summary>Reads a run of client minutes back from its file.</summary>
internal sealed class SpilledRun(FileStream file) : ClientMinuteCursor, IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private ClientMinute _current;
    private ClientSamples _samples;

    /// <inheritdoc/>
    public override ref readonly ClientMinute Current => ref _current;

    /// <inheritdoc/>
    public override ClientSamples Samples => _samples;

    /// <inheritdoc/>
    public override bool MoveNext()
    {
        if (_end - _start < ClientMinuteCodec.MaximumLength)
        {
            Fill();
        }
        if (_start == _end)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
        if (!ClientMinuteCodec.TryRead(ref rest, out _current, out _samples))
        {
            throw new IOException($"{file.Name}: the spilled tallies end in the middle of an entry. Is the disk full?");
        }
        _start = _end - rest.Length;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        while (_end < _buffer.Length)
        {
            int read = file.Read(_buffer.AsSpan(_end));
            if (read == 0)
            {
                return;
            }
            _end += read;
        }
    }
}
