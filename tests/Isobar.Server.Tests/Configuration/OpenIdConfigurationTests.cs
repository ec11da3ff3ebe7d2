using System.Text;
using Isobar.Server.Configuration;
using Isobar.Server.Web.Access;
using Isobar.Tests;
using static Isobar.Server.Tests.Configuration.ConfigurationTestText;

namespace Isobar.Server.Tests.Configuration;

public sealed class OpenIdConfigurationTests : IDisposable
{
    private const string Start = """{ "console": { "openIdConnect": { "authority": "https://id.example.org/realms/a/", "clientId": "isobar", "otherRole": "viewer" """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_the_section_there_is_no_provider() => Assert.Null(Good("{}").Console.OpenId);

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        OpenIdSettings provider = Good(Start + "} } }").Console.OpenId!;
        Assert.Equal(("https://id.example.org/realms/a", "preferred_username", "OpenID Connect"), (provider.Provider, provider.NameClaim, provider.DisplayName));
        Assert.Equal(["openid", "profile", "email"], provider.Scopes.AsEnumerable());
        Assert.Null(provider.ClientSecret);
        Assert.Null(provider.Address);
    }

    [Theory]
    [InlineData("http://localhost:8080/realms/a")]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("https://id.example.org")]
    public void Http_is_for_loopback_alone(string authority) =>
        Assert.Equal(authority, Good($$"""{ "console": { "openIdConnect": { "authority": "{{authority}}", "clientId": "isobar", "otherRole": "admin" } } }""").Console.OpenId!.Provider);

    [Fact]
    public void The_secret_comes_from_a_variable_and_is_shown_to_nobody()
    {
        IsobarConfiguration configuration = Good(Start + "} } }", ("ISOBAR__CONSOLE__OPENIDCONNECT__CLIENTSECRET", "hush hush"));
        Assert.Equal("hush hush", configuration.Console.OpenId!.ClientSecret);
        Assert.DoesNotContain(ConfigurationListing.Of(configuration).Values, entry => entry.Text.Contains("hush", StringComparison.Ordinal));
    }

    [Fact]
    public void The_secret_comes_from_a_file_beside_the_configuration()
    {
        File.WriteAllText(_folder["secret"], "hush hush\n");
        OpenIdSettings provider = LoadHere(Start + """, "clientSecretFile": "secret" } } }""").Configuration!.Console.OpenId!;
        Assert.Equal(("hush hush", _folder["secret"]), (provider.ClientSecret, provider.ClientSecretFile));
    }

    [Theory]
    [InlineData("none", "the secret cannot be read")]
    [InlineData("empty", "is empty")]
    [InlineData("log", "too long for a secret")]
    public void A_file_without_a_secret_is_a_fault(string name, string reason)
    {
        File.WriteAllText(_folder["empty"], "\n");
        File.WriteAllText(_folder["log"], new string('x', 100_000));
        ConfigurationFault fault = Assert.Single(LoadHere($"{Start},\n\"clientSecretFile\": \"{name}\" }} }} }}").Faults);
        Assert.Equal((2, "console.openIdConnect.clientSecretFile"), (fault.Line, fault.Path));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.NotNull(fault.Hint);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        ConfigurationResult result = Load("""
            { "console": { "openIdConnect": {
              "authority": "http://id.example.org",
              "scopes": ["groups"],
              "viewers": ["staff"],
              "displayName": ""
            } } }
            """);
        Assert.Equal(
            ["console.openIdConnect", "console.openIdConnect.authority", "console.openIdConnect.scopes", "console.openIdConnect.viewers", "console.openIdConnect.displayName"],
            result.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Of_several_roles_the_highest_counts()
    {
        OpenIdSettings provider = Good("""
            { "console": { "openIdConnect": { "authority": "https://id.example.org", "clientId": "isobar", "roleClaim": "groups", "viewers": ["a"], "editors": ["b"], "admins": ["c"] } } }
            """).Console.OpenId!;
        Assert.Equal((ConsoleRole.Admin, ConsoleRole.Editor, ConsoleRole.Viewer), (provider.RoleOf(["a", "c"]), provider.RoleOf(["x", "b", "a"]), provider.RoleOf(["a"])));
        Assert.Null(provider.RoleOf(["A"]));
        Assert.Null(provider.RoleOf([]));
    }

    private ConfigurationResult LoadHere(string text) =>
        ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes(text), "isobar.json", _folder.Path, ConfigurationInputs.None with { ReadSecret = SecretFile.Read });
}
