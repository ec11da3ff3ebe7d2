namespace Isobar.Server.Hosting;

/// <summary>Something that is wrong now, and does not stop the server.</summary>
/// <param name="Kind">What part of the server it concerns.</param>
/// <param name="Text">What happened and what to do.</param>
internal sealed record LiveFault(LiveFaultKind Kind, string Text);
