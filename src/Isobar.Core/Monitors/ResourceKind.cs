using System.Collections.Immutable;

namespace Isobar.Core.Monitors;

/// <summary>What kind of thing receives the traffic. Its three properties decide strata and weights; there are the instances below and no others.</summary>
public sealed class ResourceKind
{
    private ResourceKind(string name, string description, bool hasZones, TrafficWeight weight, bool includesLastMile)
    {
        Name = name;
        Description = description;
        HasZones = hasZones;
        Weight = weight;
        IncludesLastMile = includesLastMile;
    }

    /// <summary>Amazon VPC: all internet-facing workloads in it.</summary>
    public static ResourceKind Vpc { get; } = new("vpc", "VPC", hasZones: true, TrafficWeight.Bytes, includesLastMile: false);

    /// <summary>AWS Network Load Balancer.</summary>
    public static ResourceKind NetworkLoadBalancer { get; } = new("nlb", "Network Load Balancer", hasZones: true, TrafficWeight.Bytes, includesLastMile: false);

    /// <summary>Amazon CloudFront distribution: its edges have no zones, and times reach to the user (spec 6.9).</summary>
    public static ResourceKind CloudFront { get; } = new("cloudfront", "CloudFront distribution", hasZones: false, TrafficWeight.Bytes, includesLastMile: true);

    /// <summary>Amazon WorkSpaces directory: measured at Region level, weighed by connections (spec 6.1, 6.8).</summary>
    public static ResourceKind WorkSpaces { get; } = new("workspaces", "WorkSpaces directory", hasZones: false, TrafficWeight.Connections, includesLastMile: false);

    /// <summary>A traffic source that stands for no AWS resource: its own kernel and logs time the whole way to the user.</summary>
    public static ResourceKind Source { get; } = new("source", "traffic source", hasZones: true, TrafficWeight.Bytes, includesLastMile: true);

    /// <summary>All kinds.</summary>
    public static ImmutableArray<ResourceKind> All { get; } = [Vpc, NetworkLoadBalancer, CloudFront, WorkSpaces, Source];

    /// <summary>The name in the configuration.</summary>
    public string Name { get; }

    /// <summary>The name for people.</summary>
    public string Description { get; }

    /// <summary>Whether its traffic is told apart by zone; a kind without has one zone, the whole location.</summary>
    public bool HasZones { get; }

    /// <summary>In what its traffic is weighed.</summary>
    public TrafficWeight Weight { get; }

    /// <summary>Whether round-trip times include the user's own access network.</summary>
    public bool IncludesLastMile { get; }

    /// <summary>The kind of this name, or null.</summary>
    public static ResourceKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
