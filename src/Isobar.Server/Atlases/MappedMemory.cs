using System.Buffers;
using System.IO.MemoryMappedFiles;

namespace Isobar.Server.Atlases;

/// <summary>A file mapped read-only into memory, as <see cref="Memory{T}"/>. Asking for its span after disposal throws; spans taken before must be gone by then.</summary>
internal sealed unsafe class MappedMemory : MemoryManager<byte>
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _length;
    private byte* _start;

    public MappedMemory(string path)
    {
        long length = new FileInfo(path).Length;
        if (length is 0 or > int.MaxValue)
        {
            throw new AtlasUnavailableException($"{path} has {length} bytes; an atlas has between 1 byte and 2 GiB. Build it again with: isobar atlas build");
        }
        _length = (int)length;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        _start += _view.PointerOffset;
    }

    public override Span<byte> GetSpan()
    {
        byte* start = _start;
        ObjectDisposedException.ThrowIf(start is null, this);
        return new Span<byte>(start, _length);
    }

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)elementIndex, (uint)_length);
        ObjectDisposedException.ThrowIf(_start is null, this);
        return new MemoryHandle(_start + elementIndex);
    }

    public override void Unpin()
    {
        // Mapped memory does not move.
    }

    protected override void Dispose(bool disposing)
    {
        if (_start is not null)
        {
            _start = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file.Dispose();
        }
    }
}
