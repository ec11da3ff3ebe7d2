using System.Collections.Immutable;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration;

/// <summary>Makes the settings of the console from what was written, and checks what no key can check alone.</summary>
internal sealed class ConsoleAssembler(ConsoleSettings entry, ConfigurationNode root, string baseFolder, ConfigurationInputs inputs, FaultList faults)
{
    private const string Console = "console", Provider = "openIdConnect";

    /// <summary>The settings; of use only when no fault has been found.</summary>
    public ConsoleSettings Assemble()
    {
        if (entry.OpenId is not OpenIdSettings provider)
        {
            return entry;
        }
        if (entry.UserHeader is not null)
        {
            Fault(ConfigurationFaultKind.Conflict, "a proxy signs people in (console.userHeader)", "leave one of the two out");
        }
        if (!provider.Scopes.Contains("openid"))
        {
            Fault(ConfigurationFaultKind.InvalidValue, "'openid' is not among the scopes", "add it: without it the provider does not say who signs in", "scopes");
        }
        CheckRoles(provider);
        return entry with { OpenId = WithSecret(provider) };
    }

    private void CheckRoles(OpenIdSettings provider)
    {
        (string Key, ImmutableArray<string> Values)[] lists = [("viewers", provider.Viewers), ("editors", provider.Editors), ("admins", provider.Admins)];
        // Lists and roles that are wrong in themselves are not there; what they were meant to say is not known.
        bool isKnown = !((string[])["roleClaim", "viewers", "editors", "admins", "otherRole"]).Any(key => faults.AnyAt($"{Console}.{Provider}.{key}"));
        foreach ((string key, _) in lists.Where(list => list.Values.Length > 0 && provider.RoleClaim is null))
        {
            Fault(ConfigurationFaultKind.MissingKey, "of no claim are these the values", "name the claim in 'roleClaim'", key);
        }
        foreach (string value in lists.SelectMany(list => list.Values).GroupBy(value => value, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            Fault(ConfigurationFaultKind.DuplicateKey, $"'{value}' is there twice", "keep it in one of viewers, editors and admins", lists.Last(list => list.Values.Contains(value)).Key);
        }
        if (isKnown && provider.OtherRole is null && lists.All(list => list.Values.Length == 0))
        {
            Fault(ConfigurationFaultKind.MissingKey, "nobody would have a role", "name values of 'roleClaim' in viewers, editors or admins, or set 'otherRole'");
        }
        else if (isKnown && provider.RoleClaim is not null && lists.All(list => list.Values.Length == 0))
        {
            Fault(ConfigurationFaultKind.Conflict, "no value of this claim means anything", "name values in viewers, editors or admins, or leave it out", "roleClaim");
        }
    }

    private OpenIdSettings WithSecret(OpenIdSettings provider)
    {
        const string Key = "clientSecretFile";
        if (provider.ClientSecretFile is not string written)
        {
            return provider;
        }
        if (provider.ClientSecret is not null)
        {
            Fault(ConfigurationFaultKind.Conflict, "the secret is in 'clientSecret' already", "leave one of the two out", Key);
            return provider;
        }
        string path = ConfigurationFolders.Absolute(written, baseFolder, inputs.Environment);
        string? secret = null;
        try
        {
            secret = inputs.ReadSecret?.Invoke(path);
            if (secret is "")
            {
                Fault(ConfigurationFaultKind.UnknownReference, $"the file {path} is empty", "write the client's secret into it", Key);
            }
        }
        catch (IOException error)
        {
            Fault(ConfigurationFaultKind.UnknownReference, $"the secret cannot be read: {error.Message}", $"check {path} and its permissions", Key);
        }
        return provider with { ClientSecretFile = path, ClientSecret = secret };
    }

    private void Fault(ConfigurationFaultKind kind, string message, string hint, params string[] keys)
    {
        string[] path = [Console, Provider, .. keys];
        faults.Add(kind, root.PlaceOf(path), string.Join('.', path), message, hint);
    }
}
