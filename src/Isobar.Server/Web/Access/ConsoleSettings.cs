using System.Collections.Immutable;
using Isobar.Core.Traffic;

namespace Isobar.Server.Web.Access;

/// <summary>How people sign in, as the configuration says.</summary>
public sealed record ConsoleSettings
{
    /// <summary>The header in which an authenticating proxy names the user; null where people sign in here.</summary>
    public string? UserHeader { get; init; }

    /// <summary>The header in which it names the role; null where all get <see cref="ProxyRole"/>.</summary>
    public string? RoleHeader { get; init; }

    /// <summary>The role of users whom the proxy gives none.</summary>
    public string ProxyRole { get; init; } = "viewer";

    /// <summary>Where such a proxy calls from; the headers of others are worth nothing.</summary>
    public ImmutableArray<IpPrefix> Proxies { get; init; } = [];

    /// <summary>A provider that people may sign in with; null for none.</summary>
    public OpenIdSettings? OpenId { get; init; }
}
