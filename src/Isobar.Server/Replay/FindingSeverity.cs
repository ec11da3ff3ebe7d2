namespace Isobar.Server.Replay;

/// <summary>What a finding means for detection.</summary>
public enum FindingSeverity
{
    /// <summary>The log has it.</summary>
    Good,

    /// <summary>The log has it, or could, but with a limit that its reader must know.</summary>
    Warning,

    /// <summary>The log does not have it, so something cannot be detected.</summary>
    Missing,
}
