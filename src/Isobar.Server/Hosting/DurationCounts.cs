namespace Isobar.Server.Hosting;

/// <summary>A <see cref="DurationHistogram"/> at one moment.</summary>
/// <param name="Buckets">Durations up to each of <see cref="DurationHistogram.Bounds"/>.</param>
/// <param name="Count">All durations.</param>
/// <param name="SumSeconds">Their sum, seconds.</param>
internal sealed record DurationCounts(IReadOnlyList<long> Buckets, long Count, double SumSeconds);
