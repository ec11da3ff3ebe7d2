using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Api.Access;
using Isobar.Server.Configuration;
using Isobar.Server.Web.Access;
using Isobar.Storage;
using Isobar.Storage.People;

namespace Isobar.Server.Commands;

/// <summary>`isobar access link`: a way into the console for whoever has the machine, when nobody can sign in any more.</summary>
internal static class AccessCommand
{
    private static readonly Option<string?> s_data = new("--data") { Description = "Folder of the stores", HelpName = "DIR" };

    private static readonly Option<string?> s_config = new("--config") { Description = "The configuration that names folder and address", HelpName = "FILE" };

    private static readonly Option<Uri?> s_address = new("--address")
    {
        Description = "Where browsers find the console (default: that of the configuration)", HelpName = "URL",
        CustomParser = result => Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : Refuse(result),
    };

    /// <summary>The verb.</summary>
    /// <param name="inputs">The environment.</param>
    /// <param name="time">The clock on the wall.</param>
    public static Command Create(ConfigurationInputs inputs, TimeProvider time)
    {
        Command link = new("link", "Print a one-time link with which somebody becomes an administrator, or gets a new password") { s_data, s_config, s_address };
        link.SetAction(parsed => Link(parsed, inputs, time));
        Examples.Add(link, "isobar access link", "isobar access link --config /etc/isobar/isobar.json --address https://isobar.example.org");
        return new Command("access", "A way into the console when nobody can sign in any more. A server may be running.") { link };
    }

    private static int Link(ParseResult parsed, ConfigurationInputs inputs, TimeProvider time)
    {
        TextWriter output = parsed.InvocationConfiguration.Output, error = parsed.InvocationConfiguration.Error;
        ConfigurationResult read = ConfigurationLoader.LoadNamedOrDefaults(parsed.GetValue(s_config), inputs);
        foreach (ConfigurationFault fault in read.Faults)
        {
            error.WriteLine($"isobar access: {fault}");
        }
        if (read.Configuration is not IsobarConfiguration configuration)
        {
            return ExitCode.Usage;
        }
        if (configuration.Console.UserHeader is not null)
        {
            error.WriteLine("isobar access: a proxy signs people in here (console.userHeader in the configuration), so there is no password that could be lost.");
            return ExitCode.Failed;
        }
        string folder = parsed.GetValue(s_data) ?? configuration.DataFolder;
        try
        {
            // A folder that is made here would be no server's.
            if (!DataFolder.Exists(folder))
            {
                error.WriteLine($"isobar access: {folder} is no data folder of a server. Name the one that it uses with --data or --config.");
                return ExitCode.Failed;
            }
            using PeopleStore people = PeopleStore.Open(folder, "isobar access");
            (Uri link, DateTimeOffset end) = SetupLink.Offer(people, parsed.GetValue(s_address) ?? AddressOf(configuration), time);
            string until = end.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            new AuditLog(people, time).RecordCommand("CreateLink", "", new JsonObject { ["until"] = until });
            output.WriteLine(link);
            error.WriteLine($"Whoever opens it becomes an administrator, or gets a new password under the name they have. It works once, until {until}, while the server runs; a new link takes its place.");
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is StorageException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"isobar access: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Where the server of a configuration is found; one that listens on all addresses, on this machine.</summary>
    private static Uri AddressOf(IsobarConfiguration configuration)
    {
        IPEndPoint listen = configuration.Listen;
        IPAddress host = listen.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : listen.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : listen.Address;
        return configuration.Console.OpenId?.Address ?? new UriBuilder(Uri.UriSchemeHttp, host.ToString(), listen.Port).Uri;
    }

    private static Uri? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError($"--address: '{result.Tokens[0].Value}' is no address; expected for example https://isobar.example.org.");
        return null;
    }
}
