namespace Isobar.Server.Configuration.Values;

/// <summary>The log of measurements as written.</summary>
internal sealed record MeasurementLogEntry(string? Folder, TimeSpan Retention);
