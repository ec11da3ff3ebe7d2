using Isobar.Core.Traffic;
using Microsoft.Win32.SafeHandles;

namespace Isobar.Server.Sources;

/// <summary>
/// What makes a log the same file after it was renamed, and another one after it was truncated and written anew: device, inode, and a hash of its beginning.
/// </summary>
/// <param name="Device">Device of the file.</param>
/// <param name="Inode">Inode of the file.</param>
/// <param name="HeadBytes">How many bytes of the beginning are hashed, 0 to <see cref="FullHeadBytes"/>: a young file has fewer.</param>
/// <param name="HeadHash">Their hash; stable over machines and versions, as checkpoints keep it.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, int HeadBytes, ulong HeadHash)
{
    /// <summary>Bytes that tell logs apart: several lines of nearly all formats, behind headers of the rest.</summary>
    public const int FullHeadBytes = 1024;

    /// <summary>The identity of an open file as it is now.</summary>
    public static FileIdentity Of(SafeFileHandle file, in FileStatus status)
    {
        Span<byte> head = stackalloc byte[FullHeadBytes];
        int length = ReadHead(file, head);
        return new(status.Device, status.Inode, length, StableHash.Of(head[..length]));
    }

    /// <summary>Whether an open file has this inode and still begins as it did.</summary>
    public bool IsSameFile(SafeFileHandle file, in FileStatus status) => status.Device == Device && status.Inode == Inode && BeginsTheSame(file);

    /// <summary>Whether an open file begins with the hashed bytes.</summary>
    public bool BeginsTheSame(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        return ReadHead(file, head) == HeadBytes && StableHash.Of(head) == HeadHash;
    }

    /// <summary>
    /// Whether an open file of another inode is a copy of this one, of which <paramref name="length"/> bytes are known. A head that is not full says little (two logs
    /// may begin with the same header), so then the lengths must be equal too.
    /// </summary>
    public bool IsCopy(SafeFileHandle file, in FileStatus status, long length) =>
        HeadBytes > 0 && (status.Device != Device || status.Inode != Inode) && (HeadBytes == FullHeadBytes || status.Length == length) && BeginsTheSame(file);

    private static int ReadHead(SafeFileHandle file, Span<byte> head)
    {
        int length = 0;
        while (length < head.Length)
        {
            int read = RandomAccess.Read(file, head[length..], length);
            if (read == 0)
            {
                break;
            }
            length += read;
        }
        return length;
    }
}
