using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>Which file a path or an open handle stands for. The base library does not tell device and inode, so Linux is asked itself.</summary>
/// <param name="Device">Device that holds the file: major number in the high half, minor in the low.</param>
/// <param name="Inode">Number of the file on its device; used again after the file is gone.</param>
/// <param name="Length">Size, bytes.</param>
/// <param name="Modified">Last write.</param>
internal readonly partial record struct FileStatus(ulong Device, ulong Inode, long Length, FileTime Modified)
{
    private const int CurrentFolder = -100, EmptyPath = 0x1000;
    private const uint BasicFields = 0x7ff;
    private const int RegularFile = 0x8000, TypeMask = 0xf000;

    /// <summary>The status of a regular file; null when there is none of that name, or it is something else.</summary>
    public static FileStatus? Of(string path) =>
        StatusX(CurrentFolder, path, 0, BasicFields, out Raw raw) == 0 && (raw.Mode & TypeMask) == RegularFile ? From(raw) : null;

    /// <summary>The status of an open file.</summary>
    /// <exception cref="IOException">The system does not tell it.</exception>
    public static FileStatus Of(SafeFileHandle handle) =>
        StatusX(handle, "", EmptyPath, BasicFields, out Raw raw) == 0
            ? From(raw)
            : throw new IOException($"The status of an open log cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");

    private static FileStatus From(in Raw raw) =>
        new((ulong)raw.DeviceMajor << 32 | raw.DeviceMinor, raw.Inode, (long)raw.Size, new FileTime(raw.Modified.Seconds, raw.Modified.Nanoseconds));

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusX(int folder, string path, int flags, uint mask, out Raw status);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatusX(SafeFileHandle folder, string path, int flags, uint mask, out Raw status);

    /// <summary>`struct statx` of linux/stat.h, the same on every architecture: fields that are not used are left out by their offsets.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Raw
    {
        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(112)]
        public Timestamp Modified;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Timestamp
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Padding;
    }
}
