using System.Net;
using Isobar.Server.Hosting;

namespace Isobar.Server.Commands;

/// <summary>What `isobar up` is to do, all faults found and told before.</summary>
/// <param name="Live">Sources and windows.</param>
/// <param name="DataFolder">Where windows are stored.</param>
/// <param name="StoreMegabytes">Memory limit of the column engine.</param>
/// <param name="Listen">Where the HTTP server listens.</param>
/// <param name="HostNames">Names besides loopback that requests may use.</param>
/// <param name="AtlasPath">An atlas the user named; null for the default one.</param>
/// <param name="IsVerbose">Whether each sealed window is told.</param>
internal sealed record UpSettings(
    LiveOptions Live, string DataFolder, int StoreMegabytes, IPEndPoint Listen, IReadOnlyList<string> HostNames, string? AtlasPath, bool IsVerbose);
