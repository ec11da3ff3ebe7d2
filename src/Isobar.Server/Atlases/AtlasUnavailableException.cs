namespace Isobar.Server.Atlases;

/// <summary>No atlas can be had: a file is missing, npm or the network is absent, the disk is full. The message says what the user can do.</summary>
public sealed class AtlasUnavailableException : Exception
{
    /// <summary>An error without details; the other constructors are preferred.</summary>
    public AtlasUnavailableException()
        : this("No atlas is available.")
    {
    }

    /// <summary>An error with what happened and what to do.</summary>
    public AtlasUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public AtlasUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
