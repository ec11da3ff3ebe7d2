namespace Isobar.Core.Events;

/// <summary>What a tracker of internet events must remember over a restart.</summary>
/// <param name="Version">Version of the format.</param>
/// <param name="RefreshedAt">The last mark of the grid that was refreshed, Unix seconds.</param>
/// <param name="Courses">Problems that are going on or still on the map.</param>
internal sealed record InternetTrackerState(int Version, long? RefreshedAt, List<InternetEventCourse> Courses);
