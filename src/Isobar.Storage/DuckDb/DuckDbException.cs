namespace Isobar.Storage.DuckDb;

/// <summary>An error of the engine, with the engine's own text.</summary>
internal sealed class DuckDbException : Exception
{
    // Faults of the surroundings, as the engine words them: the file itself may be whole, so it must stay where it is.
    private static readonly string[] s_environment =
    [
        "Could not set lock", "Permission denied", "No space left", "Disk quota", "Cannot open file", "Too many open files", "Out of Memory",
        "Read-only file system", "Input/output error", "version number", "newer version", "Could not write", "No such file",
    ];

    private static readonly string[] s_damage =
    [
        "Corrupt", "corrupt", "checksum", "Checksum", "not a valid DuckDB database file", "Serialization Error", "replaying WAL", "deserializ",
        "INTERNAL Error", "Could not read", "invalidated", "Failed to read", "end of file",
    ];

    /// <summary>Creates the error.</summary>
    public DuckDbException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with the text of the engine behind what was attempted.</summary>
    public static DuckDbException While(string attempt, string? engineText) => new($"{attempt}: {engineText ?? "no text from DuckDB"}");

    /// <summary>
    /// Whether the text tells of a damaged file, rather than of a full disk, missing rights or another process. The C API gives a class for query
    /// errors only, not for those of opening, so the text decides; what is not known counts as a fault of the surroundings, which moves no file.
    /// </summary>
    public bool IsDamage =>
        !Array.Exists(s_environment, part => Message.Contains(part, StringComparison.Ordinal)) &&
        Array.Exists(s_damage, part => Message.Contains(part, StringComparison.Ordinal));

    /// <summary>Whether a number did not fit the type that it was computed in.</summary>
    public bool IsOutOfRange =>
        Message.Contains("Out of Range Error", StringComparison.Ordinal) || Message.Contains("Conversion Error", StringComparison.Ordinal);
}
