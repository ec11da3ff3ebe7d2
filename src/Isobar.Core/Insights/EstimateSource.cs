namespace Isobar.Core.Insights;

/// <summary>Where an estimate comes from, the surest first.</summary>
public enum EstimateSource : byte
{
    /// <summary>The same city-network was seen at that service location.</summary>
    Measured,

    /// <summary>A model learned on all measured pairs says so.</summary>
    Predicted,

    /// <summary>Distance alone says so: fewer than two service locations are measured, so nothing is known of how locations differ.</summary>
    PredictedByDistance,
}
