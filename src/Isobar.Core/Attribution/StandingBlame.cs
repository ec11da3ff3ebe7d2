namespace Isobar.Core.Attribution;

/// <summary>An explanation of earlier windows that may hold on, or whose aftermath may.</summary>
/// <param name="Blame">The explanation.</param>
/// <param name="StartedAt">Start of the first window of the drop, Unix seconds.</param>
/// <param name="EndedAt">Start of the first good window, Unix seconds; null while it lasts.</param>
public sealed record StandingBlame(Blame Blame, long StartedAt, long? EndedAt);
