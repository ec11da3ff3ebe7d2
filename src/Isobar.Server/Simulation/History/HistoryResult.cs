namespace Isobar.Server.Simulation.History;

/// <summary>What was written to a data folder.</summary>
/// <param name="Tallies">Rows of sums.</param>
/// <param name="Measurements">Measured rows.</param>
/// <param name="Days">Days with summaries for baselines.</param>
/// <param name="HealthEvents">Past health events.</param>
/// <param name="InternetEvents">Past entries of the weather map.</param>
internal readonly record struct HistoryResult(long Tallies, long Measurements, int Days, int HealthEvents, int InternetEvents);
