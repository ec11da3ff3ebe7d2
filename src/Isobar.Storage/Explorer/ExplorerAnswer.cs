namespace Isobar.Storage.Explorer;

/// <summary>What an explorer's question came to, as columns.</summary>
/// <param name="From">First instant of the range that was answered, Unix seconds.</param>
/// <param name="To">First instant after it.</param>
/// <param name="StepSeconds">Length of a step.</param>
/// <param name="IsHourly">Whether the range was widened to whole hours and answered from hourly sums.</param>
/// <param name="Times">Start of every step of the range, Unix seconds, whether it has traffic or not; all series are as long.</param>
/// <param name="Groups">
/// The groups with the most bytes first, then what is left. Without a dimension there is one. Empty where there is no traffic.
/// </param>
/// <param name="FamilyNotRecordedUntil">
/// Where the question tells address families apart: first instant, Unix seconds, from which on they are recorded, if there is traffic of the monitor before it in the range; otherwise null. Before it there
/// is nothing of a family, which does not say that there was none.
/// </param>
public sealed record ExplorerAnswer(long From, long To, int StepSeconds, bool IsHourly, IReadOnlyList<long> Times, IReadOnlyList<ExplorerGroup> Groups, long? FamilyNotRecordedUntil = null);
