namespace Isobar.Core.Atlas;

/// <summary>What the caller of a build wants to be known of it later.</summary>
/// <param name="Name">The edition of the sources, for example the versions of their packages.</param>
/// <param name="Attribution">What reports must print to meet the sources' licences; empty when nothing.</param>
/// <param name="BuildTime">When the atlas was built, in whole seconds; null keeps the bytes a function of the sources alone.</param>
public sealed record AtlasEdition(string Name, string Attribution, DateTimeOffset? BuildTime = null);
