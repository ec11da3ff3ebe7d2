namespace Isobar.Storage;

/// <summary>What a repair found and did.</summary>
/// <param name="CommitBefore">Last commit the control store knew; 0 when it was lost.</param>
/// <param name="CommitAfter">Last commit now, as the columns have it.</param>
/// <param name="WindowsRecovered">(shard, window) pairs that were marked as sealed because the columns hold rows of them.</param>
/// <param name="Incidents">What was set aside on the way.</param>
public sealed record RepairReport(long CommitBefore, long CommitAfter, long WindowsRecovered, IReadOnlyList<StorageIncident> Incidents);
