namespace Isobar.Benchmarks.Rtt;

/// <summary>An alarm of the episode detector.</summary>
/// <param name="OpenedAt">The sample that opened it.</param>
/// <param name="EndedAt">The first good sample after it; the series' length while it is open.</param>
internal readonly record struct EpisodeAlarm(int OpenedAt, int EndedAt);
