using Isobar.Core.Monitors;

namespace Isobar.Server.Configuration.Values;

/// <summary>A resource as written.</summary>
internal sealed record ResourceEntry(ResourceKind? Kind, string? Location);
