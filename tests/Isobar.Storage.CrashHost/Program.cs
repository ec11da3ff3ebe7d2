using Isobar.Storage;
using Isobar.Storage.Tests.Support;

// Run by the kill test: `CrashHost FOLDER`. A fault of storage is told and ends it; everything else is a kill from outside.
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
try
{
    CrashPlan.Run(args[0], new StorageSettings(), output);
}
catch (StorageException error)
{
    output.WriteLine($"fault {error.Message}");
}
