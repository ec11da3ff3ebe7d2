using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

/// <summary>A table written in order through the codec, as a spill file would hold it, and read back one entry at a time.</summary>
internal sealed class SpilledMinutes : ClientMinuteCursor
{
    private readonly byte[] _bytes;
    private int _at;
    private ClientMinute _current;
    private ClientSamples _samples;

    public SpilledMinutes(ClientMinuteTable table, WindowClock clock)
    {
        SortedTable sorted = new(table, clock);
        byte[] buffer = new byte[table.Count * ClientMinuteCodec.MaximumLength];
        int length = 0;
        while (sorted.MoveNext())
        {
            length += ClientMinuteCodec.Write(buffer.AsSpan(length), sorted.Current, sorted.Samples);
        }
        _bytes = buffer[..length];
    }

    public int Length => _bytes.Length;

    public override ref readonly ClientMinute Current => ref _current;

    public override ClientSamples Samples => _samples;

    public override bool MoveNext()
    {
        if (_at == _bytes.Length)
        {
            return false;
        }
        ReadOnlySpan<byte> rest = _bytes.AsSpan(_at);
        Assert.True(ClientMinuteCodec.TryRead(ref rest, out _current, out _samples));
        _at = _bytes.Length - rest.Length;
        return true;
    }
}
