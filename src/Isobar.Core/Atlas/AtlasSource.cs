namespace Isobar.Core.Atlas;

/// <summary>A file that an atlas was built from.</summary>
/// <param name="Kind">What it contributed.</param>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="DatabaseType">The publisher's name for its structure; `csv` for a range CSV.</param>
/// <param name="BuildEpoch">Seconds since 1970 at which the publisher built it, 0 when the file does not say. Untrusted: it may be beyond every calendar.</param>
public sealed record AtlasSource(AtlasSourceKind Kind, string Name, string DatabaseType, ulong BuildEpoch);
