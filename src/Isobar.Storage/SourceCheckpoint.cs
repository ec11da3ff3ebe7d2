namespace Isobar.Storage;

/// <summary>How far a source has been read, in the source's own encoding; stored in the same transaction as the windows it fed.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Value">The position, meaningful to the source alone.</param>
public sealed record SourceCheckpoint(string Source, ReadOnlyMemory<byte> Value);
