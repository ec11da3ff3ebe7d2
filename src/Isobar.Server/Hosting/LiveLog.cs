namespace Isobar.Server.Hosting;

/// <summary>What a running server tells its operator. Event ids are stable.</summary>
internal static partial class LiveLog
{
    /// <summary>Logs go to standard output, a line each.</summary>
    public static ILoggerFactory OnConsole(bool isVerbose) => LoggerFactory.Create(builder => builder
        .SetMinimumLevel(isVerbose ? LogLevel.Debug : LogLevel.Information)
        .AddSimpleConsole(console => console.SingleLine = true));

    [LoggerMessage(1, LogLevel.Debug, "window {Start:u} sealed: {Connections} connections in {Rows} rows")]
    public static partial void Sealed(this ILogger log, DateTimeOffset start, long connections, int rows);

    [LoggerMessage(2, LogLevel.Debug, "commit {Number} stored, {Windows} windows since the start")]
    public static partial void Committed(this ILogger log, long number, long windows);

    [LoggerMessage(3, LogLevel.Warning, "window {Start:u} sealed early: open windows take more than {Budget} bytes; later lines of it are counted as late")]
    public static partial void SealedEarly(this ILogger log, DateTimeOffset start, long budget);

    [LoggerMessage(4, LogLevel.Warning, "{Fault}")]
    public static partial void Fault(this ILogger log, string fault);

    [LoggerMessage(5, LogLevel.Information, "over: {Fault}")]
    public static partial void FaultGone(this ILogger log, string fault);

    [LoggerMessage(6, LogLevel.Information, "a rebuilt atlas is in use, {CityNetworks} city-networks")]
    public static partial void AtlasSwapped(this ILogger log, int cityNetworks);

    [LoggerMessage(7, LogLevel.Critical, "the pipeline stopped by a fault of its own")]
    public static partial void Broken(this ILogger log, Exception fault);

    [LoggerMessage(8, LogLevel.Warning, "source {Source}: {Files} files that were read before the restart are gone; their lines in windows that were open then are not counted")]
    public static partial void FilesLost(this ILogger log, string source, long files);

    [LoggerMessage(9, LogLevel.Information, "configuration: {Key} is {New} from now on, was {Old}")]
    public static partial void ConfigurationApplied(this ILogger log, string key, string? old, string? @new);

    [LoggerMessage(10, LogLevel.Warning, "configuration: {Key} is {New} after a restart, until then {Old}")]
    public static partial void ConfigurationWaits(this ILogger log, string key, string old, string @new);

    [LoggerMessage(11, LogLevel.Warning, "configuration: {Key} is {New} in the file, but the command line goes before it")]
    public static partial void ConfigurationOverridden(this ILogger log, string key, string? @new);

    [LoggerMessage(12, LogLevel.Error, "configuration: {Fault}")]
    public static partial void ConfigurationFault(this ILogger log, string fault);

    [LoggerMessage(13, LogLevel.Error, "configuration: faults in {File}: {Faults}; it changes nothing, what was read before stays in force")]
    public static partial void ConfigurationRefused(this ILogger log, string file, int faults);

    [LoggerMessage(14, LogLevel.Information, "configuration: {File} has no faults any more")]
    public static partial void ConfigurationRepaired(this ILogger log, string file);
}
