using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of an OpenID provider.</summary>
internal static partial class OpenIdKeys
{
    /// <summary>The text for nobody's role.</summary>
    public const string NoRole = "none";

    public static readonly Key<Uri> Authority = new(
        "authority", "Address of the provider; below it lies /.well-known/openid-configuration. https://, or http:// on loopback.",
        Address("an address that begins with https:// (or http:// on loopback), without query and fragment", ReadAuthority))
    {
        Required = true,
    };

    public static readonly Key<string> ClientId = new("clientId", "What the provider calls this server, as it was registered there.", Scalars.Text("the client's id")) { Required = true };

    public static readonly Key<string> ClientSecret = new(
        "clientSecret",
        "The client's secret. Better in its environment variable, or in a file. Left out, as for a client that the provider registered without one: the code is protected by PKCE alone.",
        Scalars.Text("the client's secret"));

    public static readonly Key<string> ClientSecretFile = new(
        "clientSecretFile", "File that holds the client's secret, read at start; line ends around it do not count. Relative ones start at the folder of this file.",
        Scalars.Text("the path of a file", OneLine()));

    public static readonly Key<ImmutableArray<string>> Scopes = new(
        "scopes", "What the provider is asked to tell; openid must be among them. Many need one more for the claim of the role, such as groups. A list replaces the default.",
        new ListSpec<string>(Scalars.Text("a scope, without blanks, quotes and backslashes", Scope()), "a list of scopes") { MayBeEmpty = false }, """["openid", "profile", "email"]""");

    public static readonly Key<string> NameClaim = new(
        "nameClaim", "Claim that holds the name people have here, such as preferred_username or email.", Scalars.Text("the name of a claim"), "\"preferred_username\"");

    public static readonly Key<string> RoleClaim = new(
        "roleClaim", "Claim whose values decide the role, such as groups; a path with dots for one inside another, such as realm_access.roles.", Scalars.Text("the name of a claim"));

    public static readonly Key<ImmutableArray<string>> Viewers = Values("viewers", "Values of that claim that make a viewer.");

    public static readonly Key<ImmutableArray<string>> Editors = Values("editors", "Values of that claim that make an editor.");

    public static readonly Key<ImmutableArray<string>> Admins = Values("admins", "Values of that claim that make an administrator. Of several roles the highest counts.");

    public static readonly Key<string> OtherRole = new(
        "otherRole", "Role of all others whom the provider signs in; none refuses them.",
        Scalars.Choice([(NoRole, NoRole), .. RoleNames.All.Select(name => (name, name))]), $"\"{NoRole}\"");

    public static readonly Key<string> DisplayName = new("displayName", "What people call the provider: Sign in with …", Scalars.Text("1 to 60 characters", ShortLine()), "\"OpenID Connect\"");

    public static readonly Key<Uri> PublicAddress = new(
        "address", "Address that browsers know this server by, such as https://isobar.example.org: needed behind a proxy that ends TLS. Left out: as each request says.",
        Address("an address such as https://isobar.example.org, without a path", ReadOrigin));

    /// <summary>A provider.</summary>
    public static readonly SectionSpec<OpenIdSettings> Spec = new(
        [Authority, ClientId, ClientSecret, ClientSecretFile, Scopes, NameClaim, RoleClaim, Viewers, Editors, Admins, OtherRole, DisplayName, PublicAddress],
        section => new()
        {
            // What is required and not there is a fault, and nothing comes of the configuration.
            Authority = Authority.In(section)!,
            ClientId = ClientId.In(section)!,
            ClientSecret = ClientSecret.In(section),
            ClientSecretFile = ClientSecretFile.In(section),
            Scopes = Scopes.In(section),
            NameClaim = NameClaim.In(section)!,
            RoleClaim = RoleClaim.In(section),
            Viewers = Viewers.In(section),
            Editors = Editors.In(section),
            Admins = Admins.In(section),
            OtherRole = OtherRole.In(section) is NoRole ? null : OtherRole.In(section),
            DisplayName = DisplayName.In(section)!,
            Address = PublicAddress.In(section),
        });

    private static Key<ImmutableArray<string>> Values(string name, string description) =>
        new(name, description, new ListSpec<string>(Scalars.Text("a value of the claim"), "a list of values"), "[]");

    private static ScalarSpec<Uri> Address(string expected, ScalarReader<Uri> read) =>
        new(ConfigurationNodeKind.Text, expected, read, () => new() { ["type"] = "string", ["pattern"] = "^https?://[^\\s]+$" });

    /// <summary>Over http anybody on the way could be the provider, and so sign in as anybody.</summary>
    private static bool ReadAuthority(string text, [MaybeNullWhen(false)] out Uri value) => ReadAddress(text, out value) && (value.Scheme == Uri.UriSchemeHttps || value.IsLoopback);

    private static bool ReadOrigin(string text, [MaybeNullWhen(false)] out Uri value) => ReadAddress(text, out value) && value.AbsolutePath == "/";

    private static bool ReadAddress(string text, [MaybeNullWhen(false)] out Uri value) =>
        Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttps || value.Scheme == Uri.UriSchemeHttp)
        && value is { Query: "", Fragment: "", UserInfo: "" } && !text.Any(c => char.IsWhiteSpace(c) || c is '?' or '#');

    [GeneratedRegex("^[\\x21\\x23-\\x5b\\x5d-\\x7e]{1,200}\\z")]
    private static partial Regex Scope();

    [GeneratedRegex("^[^\\x00-\\x1f\\x7f]+\\z")]
    private static partial Regex OneLine();

    [GeneratedRegex("^[^\\x00-\\x1f\\x7f]{1,60}\\z")]
    private static partial Regex ShortLine();
}
