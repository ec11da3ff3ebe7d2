using System.CommandLine;
using System.Globalization;
using Isobar.Server.Api.Access;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Storage.Keys;
using Isobar.Storage.People;

namespace Isobar.Server.Commands;

/// <summary>`isobar keys create|list|revoke`: the keys that requests to the API are signed with.</summary>
internal static class KeysCommand
{
    private static readonly Option<string?> s_data = new("--data") { Description = "Folder of the stores", HelpName = "DIR" };

    private static readonly Option<string?> s_config = new("--config") { Description = "The configuration that names folder and account", HelpName = "FILE" };

    private static readonly Option<string> s_policy = new("--policy")
    {
        Description = "full, read-only, or actions such as 'internetmonitor:Get*,internetmonitor:List*'", HelpName = "POLICY", DefaultValueFactory = _ => "full",
    };

    private static readonly Option<string?> s_account = new("--account") { Description = "The account that the key acts for (default: that of the configuration)", HelpName = "ID" };

    private static readonly Option<string> s_name = new("--name") { Description = "What to call it in the list", HelpName = "TEXT", DefaultValueFactory = _ => "" };

    private static readonly Argument<string> s_id = new("KEY-ID") { Description = "The id of the key" };

    /// <summary>The verb.</summary>
    /// <param name="inputs">The environment.</param>
    public static Command Create(ConfigurationInputs inputs)
    {
        Command create = new("create", "Make a key and print it, its secret for the only time") { s_data, s_config, s_policy, s_account, s_name };
        create.SetAction(parsed => Run(parsed, inputs, (keys, audit, configuration) => Make(parsed, keys, audit, configuration)));
        Command list = new("list", "Print the keys, without their secrets") { s_data, s_config };
        list.SetAction(parsed => Run(parsed, inputs, (keys, _, _) => List(parsed, keys)));
        Command revoke = new("revoke", "Make a key worthless; a running server refuses it a second later") { s_id, s_data, s_config };
        revoke.SetAction(parsed => Run(parsed, inputs, (keys, audit, _) => Revoke(parsed, keys, audit)));
        Command command = new("keys", "Keys of the API: make, list, revoke. A server may be running.") { create, list, revoke };
        Examples.Add(create, "isobar keys create", "isobar keys create --policy read-only --name dashboard");
        Examples.Add(revoke, "isobar keys revoke IBAKXXXXXXXXXXXXXXXX");
        return command;
    }

    private static int Run(ParseResult parsed, ConfigurationInputs inputs, Func<AccessKeys, AuditLog, IsobarConfiguration, int> work)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        if (ReadConfiguration(parsed, inputs, error) is not IsobarConfiguration configuration)
        {
            return ExitCode.Usage;
        }
        try
        {
            string folder = parsed.GetValue(s_data) ?? configuration.DataFolder;
            using AccessKeys keys = AccessKeys.Open(folder, "isobar keys", TimeProvider.System);
            using PeopleStore people = PeopleStore.Open(folder, "isobar keys");
            return work(keys, new AuditLog(people, TimeProvider.System), configuration);
        }
        catch (Exception fault) when (fault is StorageException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"isobar keys: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    private static IsobarConfiguration? ReadConfiguration(ParseResult parsed, ConfigurationInputs inputs, TextWriter error)
    {
        ConfigurationResult result = ConfigurationLoader.LoadNamedOrDefaults(parsed.GetValue(s_config), inputs);
        foreach (ConfigurationFault fault in result.Faults)
        {
            error.WriteLine($"isobar keys: {fault}");
        }
        return result.Configuration;
    }

    private static int Make(ParseResult parsed, AccessKeys keys, AuditLog audit, IsobarConfiguration configuration)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        if (!AccessPolicy.TryParse(parsed.GetValue(s_policy)!, out AccessPolicy? policy))
        {
            error.WriteLine($"isobar keys: '{parsed.GetValue(s_policy)}' is no policy; expected full, read-only, or actions such as internetmonitor:GetMonitor.");
            return ExitCode.Usage;
        }
        string account = parsed.GetValue(s_account) ?? configuration.Account;
        if (account.Length != 12 || !account.All(char.IsAsciiDigit))
        {
            error.WriteLine($"isobar keys: '{account}' is no account; expected twelve digits.");
            return ExitCode.Usage;
        }
        AccessKey key = keys.Create(account, policy, parsed.GetValue(s_name)!);
        // By the names that the console's own actions have.
        audit.RecordCommand("CreateKey", key.Id, new() { ["name"] = key.Name, ["policy"] = key.Policy.Text, ["account"] = key.Account });
        TextWriter output = parsed.InvocationConfiguration.Output;
        output.WriteLine($"AWS_ACCESS_KEY_ID={key.Id}");
        output.WriteLine($"AWS_SECRET_ACCESS_KEY={key.Secret}");
        error.WriteLine($"Account {key.Account}, policy {key.Policy}. The secret is not shown again.");
        return ExitCode.Ok;
    }

    private static int List(ParseResult parsed, AccessKeys keys)
    {
        foreach (AccessKeyRow row in keys.All())
        {
            string made = DateTimeOffset.FromUnixTimeSeconds(row.CreatedAt).ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            parsed.InvocationConfiguration.Output.WriteLine($"{row.KeyId}  {row.Account}  {made}  {row.Policy}  {row.Name}".TrimEnd());
        }
        return ExitCode.Ok;
    }

    private static int Revoke(ParseResult parsed, AccessKeys keys, AuditLog audit)
    {
        string id = parsed.GetValue(s_id)!;
        if (keys.Revoke(id))
        {
            audit.RecordCommand("DeleteKey", id, []);
            parsed.InvocationConfiguration.Output.WriteLine($"{id} is revoked.");
            return ExitCode.Ok;
        }
        parsed.InvocationConfiguration.Error.WriteLine($"isobar keys: there is no key {id}. `isobar keys list` shows them.");
        return ExitCode.Failed;
    }
}
