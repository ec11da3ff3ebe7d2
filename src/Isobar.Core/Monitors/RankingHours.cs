namespace Isobar.Core.Monitors;

/// <summary>The part of a profile that ranks and weighs now.</summary>
/// <param name="Slot">Index of the one hour, or null for everything seen.</param>
/// <param name="Windows">Windows in it: a volume over this is the mean window.</param>
internal readonly record struct RankingHours(int? Slot, double Windows);
