using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Isobar.Core.Traffic;
using Isobar.Server.Configuration.Values;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of the console.</summary>
internal static partial class ConsoleKeys
{
    public static readonly Key<string> UserHeader = new(
        "userHeader", "Header in which an authenticating proxy names the user, such as X-Forwarded-User. Left out: people sign in here. The proxy must drop this header where others send it.",
        Scalars.Text("the name of a header", HeaderName()));

    public static readonly Key<string> RoleHeader = new(
        "roleHeader", "Header in which that proxy names the role: viewer, editor or admin.", Scalars.Text("the name of a header", HeaderName()));

    public static readonly Key<string> ProxyRole = new(
        "proxyRole", "Role of the users to whom the proxy gives none.", Scalars.Choice([.. RoleNames.All.Select(name => (name, name))]), "\"viewer\"");

    public static readonly Key<ImmutableArray<IpPrefix>> Proxies = new(
        "proxies", "Where that proxy calls from; the headers of others are worth nothing. A list replaces the default.",
        new ListSpec<IpPrefix>(Scalars.Prefix(), "a list of prefixes"), """["127.0.0.0/8", "::1"]""");

    public static readonly Key<OpenIdSettings> OpenIdConnect = new(
        "openIdConnect", "An OpenID provider that people may sign in with, besides the users of this server. Left out: there is none.", OpenIdKeys.Spec);

    /// <summary>The section.</summary>
    public static readonly SectionSpec<ConsoleSettings> Spec = new(
        [UserHeader, RoleHeader, ProxyRole, Proxies, OpenIdConnect],
        section => new()
        {
            UserHeader = UserHeader.In(section), RoleHeader = RoleHeader.In(section), ProxyRole = ProxyRole.In(section)!, Proxies = Proxies.In(section), OpenId = OpenIdConnect.In(section),
        });

    [GeneratedRegex("^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}\\z")]
    private static partial Regex HeaderName();
}
