using System.Collections.Immutable;
using Isobar.Core.Atlas;

namespace Isobar.Core.Insights;

/// <summary>What the users of a city-network see at the service location that answers them, and what others would give.</summary>
public sealed record LocationInsight
{
    /// <summary>The users.</summary>
    public required CityNetwork CityNetwork { get; init; }

    /// <summary>The service location that answers them.</summary>
    public required string ServiceLocation { get; init; }

    /// <summary>Their traffic there: bytes, or connections where the resource weighs by them.</summary>
    public required long Traffic { get; init; }

    /// <summary>Present time to first byte; null where it is not measured.</summary>
    public required TimeEstimate? FirstByte { get; init; }

    /// <summary>Present round-trip time; null where it is not measured.</summary>
    public required TimeEstimate? RoundTrip { get; init; }

    /// <summary>All candidates, in ordinal order of their names; the present location is among them.</summary>
    public required ImmutableArray<CandidateEstimate> Candidates { get; init; }

    /// <summary>The best candidate without the content delivery network (`best_ec2`); the present one where none is better by the least difference.</summary>
    public required CandidateEstimate? BestRegion { get; init; }

    /// <summary>The content delivery network (`best_cf_fbl`); null where it is no candidate.</summary>
    public required CandidateEstimate? BestCdn { get; init; }

    /// <summary>The candidate of this name, or null.</summary>
    public CandidateEstimate? Find(string serviceLocation)
    {
        foreach (CandidateEstimate candidate in Candidates)
        {
            if (candidate.ServiceLocation == serviceLocation)
            {
                return candidate;
            }
        }
        return null;
    }
}
