namespace Isobar.Core.Formats.Columns;

/// <summary>The columns of the flow lines that follow. Never changes, so parsers share it.</summary>
/// <param name="Columns">What each column means.</param>
/// <param name="Header">The text that named them; empty for a definition's own.</param>
/// <param name="Fault">Why they cannot be used; null when they can.</param>
internal sealed record VpcPlan(VpcColumn[] Columns, byte[] Header, string? Fault);
