namespace Isobar.Core.Formats;

/// <summary>A format that has a name.</summary>
/// <param name="Name">The name by which it is picked; lower case.</param>
/// <param name="Description">What writes such lines, in a few words.</param>
/// <param name="Format">The format.</param>
public sealed record NamedFormat(string Name, string Description, LogFormat Format);
