namespace Isobar.Storage.Explorer;

/// <summary>One line of a chart and one row of the table beside it.</summary>
/// <param name="Value">Value of the dimension, to filter by; empty where there is none: all together, or what is left. Traffic whose place has no name is left.</param>
/// <param name="Label">What to show; `Other` for what is left, `Not recorded` where address families are told apart.</param>
/// <param name="IsOther">Whether it is what is left.</param>
/// <param name="Series">Over time.</param>
/// <param name="Total">Of the whole range.</param>
public sealed record ExplorerGroup(string Value, string Label, bool IsOther, ExplorerSeries Series, ExplorerTotal Total);
