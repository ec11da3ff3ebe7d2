namespace Isobar.Core.Attribution;

/// <summary>What a window says about an explanation of earlier windows.</summary>
public enum StandingState : byte
{
    /// <summary>Its pairs have too little traffic to tell.</summary>
    Unknown,

    /// <summary>Its pairs still drop.</summary>
    Bad,

    /// <summary>Its pairs do as well as usual.</summary>
    Good,
}
