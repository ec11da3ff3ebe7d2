namespace Isobar.Storage.Snapshots;

/// <summary>A snapshot as the control store lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CommitNumber">The commit that wrote it.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hash of the bytes: neither engine checks these.</param>
/// <param name="File">Name of its file inside `snapshots/`; null where the bytes lie in the row.</param>
/// <param name="Value">The bytes, where there is no file.</param>
internal sealed record SnapshotEntry(string Name, long CommitNumber, long Length, byte[] Sha256, string? File, byte[]? Value);
