using Isobar.Core.Monitors;

namespace Isobar.Core.Events;

/// <summary>When the last event of a pair ended.</summary>
/// <param name="Pair">Who and where.</param>
/// <param name="EndedAt">Unix seconds.</param>
internal sealed record PairEnd(PairKey Pair, long EndedAt);
