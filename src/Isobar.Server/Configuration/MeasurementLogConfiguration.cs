namespace Isobar.Server.Configuration;

/// <summary>The log of measurements in files.</summary>
/// <param name="Folder">Where they lie, absolute.</param>
/// <param name="RetentionDays">How long they are kept.</param>
public sealed record MeasurementLogConfiguration(string Folder, int RetentionDays);
