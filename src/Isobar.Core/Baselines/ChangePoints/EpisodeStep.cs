namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>What a value did to an episode.</summary>
public enum EpisodeStep
{
    /// <summary>Nothing: none is open, or one goes on.</summary>
    None,

    /// <summary>An episode opened.</summary>
    Opened,

    /// <summary>The episode ended.</summary>
    Closed,
}
