namespace Isobar.Server.Replay;

/// <summary>What a log can and cannot show.</summary>
/// <param name="Findings">The findings: fields first, then the traffic, then the data.</param>
/// <param name="Configuration">Lines to paste into the server's configuration that log all that is missing; empty where nothing is, or the format is not free.</param>
/// <param name="Outlook">What is detectable now, and what would be.</param>
public sealed record ReadinessVerdict(IReadOnlyList<ReadinessFinding> Findings, IReadOnlyList<string> Configuration, string Outlook);
