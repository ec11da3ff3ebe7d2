using System.CommandLine;
using System.CommandLine.Invocation;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Sources;

RootCommand root = new("Isobar tells which of your users, by city and network, cannot reach you well, how much of your traffic that is, and whose fault it is.")
{
    UpCommand.Create(),
    ReplayCommand.Create(),
    SimulateCommand.Create(),
    AtlasCommand.Create(),
    KeysCommand.Create(ConfigurationInputs.OfProcess(InputFormat.Check)),
    AccessCommand.Create(ConfigurationInputs.OfProcess(InputFormat.Check), TimeProvider.System),
    CheckConfigCommand.Create(ConfigurationInputs.OfProcess(InputFormat.Check)),
    RepairCommand.Create(),
};
Examples.ShowInHelp(root);
ParseResult parsed = root.Parse(args);
if (args.Length > 0 && parsed.Action is ParseErrorAction)
{
    // The library would print the whole help to standard output, where a script expects a result, and end with the status that here means failed work.
    foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync($"isobar: {error.Message}");
    }
    await Console.Error.WriteLineAsync($"isobar: try {(parsed.CommandResult.Command == root ? "isobar" : $"isobar {parsed.CommandResult.Command.Name}")} --help");
    return ExitCode.Usage;
}
// A step of the pipeline, such as the derivation of a day, may take longer than the two seconds that the library waits before it ends the process with a failure.
int status = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
return parsed.Errors.Count > 0 ? ExitCode.Usage : status;
