namespace Isobar.Server.Replay;

/// <summary>One thing that a log can or cannot show.</summary>
/// <param name="Severity">What it means for detection.</param>
/// <param name="Code">A stable name, camel case.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Remedies">How to get it, for each kind of server that wrote the log; empty where nothing is to be done.</param>
public sealed record ReadinessFinding(FindingSeverity Severity, string Code, string Text, IReadOnlyList<string> Remedies);
