namespace Isobar.Core.Scoring;

/// <summary>What is known of a pair, or of a group of pairs, in a window. Only <see cref="Ok"/> and <see cref="Drop"/> have a score: no evidence is never a 100.</summary>
public enum HealthState : byte
{
    /// <summary>No baseline yet.</summary>
    Learning,

    /// <summary>Too little traffic to tell.</summary>
    Insufficient,

    /// <summary>Tested, nothing found: the score is exactly 100.</summary>
    Ok,

    /// <summary>A drop is certain and big enough to matter.</summary>
    Drop,
}
