namespace Isobar.Storage.Notes;

/// <summary>Something that happened, for the charts. Times are Unix seconds.</summary>
/// <param name="At">When it began.</param>
/// <param name="Until">When it was over; null for an instant.</param>
/// <param name="Kind">What it is, such as `deployment`.</param>
/// <param name="Text">What to show.</param>
/// <param name="MonitorName">The monitor that it is about; null for all.</param>
/// <param name="Link">Where to read more; null for nowhere.</param>
/// <param name="User">Who said so.</param>
/// <param name="Id">Its number; 0 before it is stored.</param>
public sealed record AnnotationRow(long At, long? Until, string Kind, string Text, string? MonitorName, string? Link, string User, long Id = 0);
