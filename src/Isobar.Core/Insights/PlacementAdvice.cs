using Isobar.Core.Atlas;

namespace Isobar.Core.Insights;

/// <summary>An advice to answer users from another location: the lower bound of the gain is worth it.</summary>
/// <param name="CityNetwork">The users.</param>
/// <param name="CurrentLocation">Where they are answered now.</param>
/// <param name="ProposedLocation">Where they should be.</param>
/// <param name="IsRoundTrip">Whether the gain is in round-trip time, as time to first byte is not known.</param>
/// <param name="Now">The present time.</param>
/// <param name="Then">The time there.</param>
/// <param name="Gain">The difference with its interval.</param>
/// <param name="Traffic">Traffic of these users at the present location.</param>
public sealed record PlacementAdvice(
    CityNetwork CityNetwork,
    string CurrentLocation,
    string ProposedLocation,
    bool IsRoundTrip,
    TimeEstimate Now,
    TimeEstimate Then,
    TimeGain Gain,
    long Traffic)
{
    /// <summary>Gain × traffic: advice is ranked by it.</summary>
    public double Weight => Gain.Micros * Traffic;
}
