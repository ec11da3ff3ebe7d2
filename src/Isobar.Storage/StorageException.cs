namespace Isobar.Storage;

/// <summary>The surroundings failed (disk, rights, another process, lost files). The text says which file, what was expected and what to do.</summary>
public sealed class StorageException : Exception
{
    /// <summary>Creates the error.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the error with its cause.</summary>
    public StorageException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
