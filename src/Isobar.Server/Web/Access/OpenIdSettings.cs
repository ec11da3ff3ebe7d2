using System.Collections.Immutable;

namespace Isobar.Server.Web.Access;

/// <summary>An OpenID provider that people may sign in with, and what its words about them mean here. Collections are compared by reference.</summary>
public sealed record OpenIdSettings
{
    /// <summary>The provider's address, below which its discovery document lies.</summary>
    public required Uri Authority { get; init; }

    /// <summary>What the provider calls this server.</summary>
    public required string ClientId { get; init; }

    /// <summary>What proves to the provider that it is this server; null for a client without.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The file that the secret stands in, absolute; null where it is in the configuration.</summary>
    public string? ClientSecretFile { get; init; }

    /// <summary>What the provider is asked to tell.</summary>
    public ImmutableArray<string> Scopes { get; init; } = [];

    /// <summary>The claim that holds the name people have here.</summary>
    public string NameClaim { get; init; } = "";

    /// <summary>The claim whose values decide the role; null where all have <see cref="OtherRole"/>.</summary>
    public string? RoleClaim { get; init; }

    /// <summary>Values that make a viewer.</summary>
    public ImmutableArray<string> Viewers { get; init; } = [];

    /// <summary>Values that make an editor.</summary>
    public ImmutableArray<string> Editors { get; init; } = [];

    /// <summary>Values that make an administrator.</summary>
    public ImmutableArray<string> Admins { get; init; } = [];

    /// <summary>The role of whoever has none of these values; null to refuse them.</summary>
    public string? OtherRole { get; init; }

    /// <summary>What people call the provider.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>The address that browsers know this server by; null to take it from each request.</summary>
    public Uri? Address { get; init; }

    /// <summary>The provider as users are stored with it.</summary>
    public string Provider => Authority.AbsoluteUri.TrimEnd('/');

    /// <summary>The role of somebody of whom the provider says these values, the highest of several; null for nobody.</summary>
    internal ConsoleRole? RoleOf(IReadOnlyCollection<string> values)
    {
        bool IsOne(ImmutableArray<string> of) => values.Any(value => of.Contains(value, StringComparer.Ordinal));

        return IsOne(Admins) ? ConsoleRole.Admin : IsOne(Editors) ? ConsoleRole.Editor : IsOne(Viewers) ? ConsoleRole.Viewer : RoleNames.Read(OtherRole);
    }
}
