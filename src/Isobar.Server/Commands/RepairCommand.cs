using System.CommandLine;
using Isobar.Storage;

namespace Isobar.Server.Commands;

/// <summary>`isobar repair --data DIR`: makes a data folder usable again whose control store was lost or is older than the measurements.</summary>
internal static class RepairCommand
{
    /// <summary>The verb, for the root command.</summary>
    public static Command Create()
    {
        var data = new Option<DirectoryInfo>("--data") { Description = "The data folder.", Required = true };
        var command = new Command("repair", "Derive a lost or outdated control store from the measurements of a data folder. Deletes nothing.") { data };
        Examples.Add(command, "isobar repair --data ~/.local/share/isobar/data");
        command.SetAction(result => Run(
            result.GetRequiredValue(data).FullName, result.InvocationConfiguration.Output, result.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, TextWriter output, TextWriter error)
    {
        RepairReport report;
        try
        {
            report = DataFolder.Repair(folder, "isobar repair");
        }
        catch (StorageException fault)
        {
            error.WriteLine(fault.Message);
            return ExitCode.Failed;
        }
        foreach (StorageIncident incident in report.Incidents)
        {
            error.WriteLine(incident);
        }
        output.WriteLine(
            $"{folder}: last commit {report.CommitBefore} -> {report.CommitAfter}, {report.WindowsRecovered} sealed windows recovered from the measurements.");
        return ExitCode.Ok;
    }
}
