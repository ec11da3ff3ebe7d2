using Isobar.Core.Monitors;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a resource.</summary>
internal static class ResourceKeys
{
    public static readonly Key<ResourceKind> Kind = new(
        "kind", "What it is; must agree with the ARN, which says it already.", SourceKeys.ResourceKinds());

    public static readonly Key<string> Location = new(
        "location", "Service location it answers from. Left out: the Region of the ARN; a CloudFront distribution has its edges.", Scalars.Text("the name of a location"));

    /// <summary>A resource.</summary>
    public static readonly SectionSpec<ResourceEntry> Spec = new([Kind, Location], section => new(Kind.In(section), Location.In(section)));
}
