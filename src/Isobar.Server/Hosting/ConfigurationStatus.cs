namespace Isobar.Server.Hosting;

/// <summary>What became of changes of the configuration file since the process started.</summary>
/// <param name="Reloads">How often a change was taken over.</param>
/// <param name="IsFaulty">Whether the file has faults now, so that the configuration before them stays in force.</param>
/// <param name="WaitingChanges">Keys whose values in the file wait for a restart.</param>
internal sealed record ConfigurationStatus(long Reloads, bool IsFaulty, int WaitingChanges);
