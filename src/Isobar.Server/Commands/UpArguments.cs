namespace Isobar.Server.Commands;

/// <summary>The command line of `isobar up`, as given; null where it says nothing.</summary>
/// <param name="Logs">Logs to follow: paths and patterns.</param>
/// <param name="Format">Format of the logs.</param>
/// <param name="Location">Where the application answers.</param>
/// <param name="DataFolder">Where windows are stored.</param>
/// <param name="ConfigurationFile">The configuration.</param>
/// <param name="Listen">Address and port.</param>
/// <param name="HostNames">Names besides loopback that requests may use.</param>
/// <param name="WindowSeconds">Length of a window, seconds.</param>
/// <param name="Grace">How long a window waits for late records.</param>
/// <param name="AtlasPath">A compiled atlas.</param>
/// <param name="IsVerbose">Whether each sealed window is told.</param>
/// <param name="NeedsNoAuth">Whether API requests need no signature.</param>
internal sealed record UpArguments(
    IReadOnlyList<string> Logs,
    string? Format,
    string Location,
    string? DataFolder,
    string? ConfigurationFile,
    string? Listen,
    IReadOnlyList<string> HostNames,
    int? WindowSeconds,
    string? Grace,
    string? AtlasPath,
    bool IsVerbose,
    bool NeedsNoAuth = false);
