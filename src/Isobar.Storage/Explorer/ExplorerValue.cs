namespace Isobar.Storage.Explorer;

/// <summary>A value of a dimension that has traffic.</summary>
/// <param name="Value">The value, to filter by.</param>
/// <param name="Label">What to show.</param>
/// <param name="Bytes">Its bytes in and out.</param>
public sealed record ExplorerValue(string Value, string Label, long Bytes);
