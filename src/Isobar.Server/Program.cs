using System.CommandLine;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Sources;

RootCommand root = new("Isobar tells which of your users, by city and network, cannot reach you well, how much of your traffic that is, and whose fault it is.")
{
    UpCommand.Create(),
    ReplayCommand.Create(),
    AtlasCommand.Create(),
    CheckConfigCommand.Create(ConfigurationInputs.OfProcess(InputFormat.Check)),
    RepairCommand.Create(),
};
ParseResult parsed = root.Parse(args);
int status = await parsed.InvokeAsync();
// The library's own exit status for wrong arguments is 1, which here means that the work failed.
return parsed.Errors.Count > 0 ? ExitCode.Usage : status;
