namespace Isobar.Server.Hosting.Health;

/// <summary>How often a source is heard.</summary>
/// <param name="Location">Its service location.</param>
/// <param name="Source">Its name.</param>
/// <param name="Share">The share of windows with a line of it, the latest weighing most.</param>
/// <param name="SilentSeconds">Time since its last line.</param>
internal sealed record HeardSource(string Location, string Source, double Share, long SilentSeconds);
