using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>The part of a monitor's traffic that one health verdict applies to, and how to read its times.</summary>
/// <param name="Health">The stratum whose health counts; without a zone where the kind of resource has none.</param>
/// <param name="IsRegional">Whether the verdict of the whole service location counts, as for kinds without zones (spec 6.8).</param>
/// <param name="IncludesLastMile">Whether round-trip times reach to the user's own device (spec 6.9).</param>
public sealed record TrafficStratum(HealthStratum Health, bool IsRegional, bool IncludesLastMile) : IComparable<TrafficStratum>
{
    /// <summary>Service location first, so that the strata of a pair are neighbours.</summary>
    public int CompareTo(TrafficStratum? other)
    {
        if (other is null)
        {
            return 1;
        }
        int order = Health.CompareTo(other.Health);
        order = order != 0 ? order : IsRegional.CompareTo(other.IsRegional);
        return order != 0 ? order : IncludesLastMile.CompareTo(other.IncludesLastMile);
    }
}
