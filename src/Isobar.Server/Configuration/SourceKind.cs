namespace Isobar.Server.Configuration;

/// <summary>How traffic records reach us.</summary>
public enum SourceKind
{
    /// <summary>Log files that grow on this machine.</summary>
    Log,
}
