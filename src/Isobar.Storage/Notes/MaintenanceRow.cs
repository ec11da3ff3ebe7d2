namespace Isobar.Storage.Notes;

/// <summary>A time of planned work. Times are Unix seconds.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it is over.</param>
/// <param name="Text">What is done.</param>
/// <param name="ServiceLocation">Where; null for everywhere.</param>
/// <param name="User">Who said so.</param>
/// <param name="CreatedAt">When they did.</param>
/// <param name="Id">Its number; 0 before it is stored.</param>
public sealed record MaintenanceRow(long From, long To, string Text, string? ServiceLocation, string User, long CreatedAt, long Id = 0);
