using System.Net;
using Isobar.Server.Configuration;

namespace Isobar.Server.Demo;

/// <summary>What `isobar up` plays where there is nothing to follow.</summary>
internal sealed record DemoOptions
{
    /// <summary>The demo's folder; what an earlier demo left there is deleted.</summary>
    public required string Folder { get; init; }

    /// <summary>Memory limit of the column engine.</summary>
    public required int StoreMegabytes { get; init; }

    /// <summary>Where the HTTP server listens.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Names besides loopback that requests may use.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>Region that ARNs show.</summary>
    public required string Region { get; init; }

    /// <summary>Account that they show.</summary>
    public required string Account { get; init; }

    /// <summary>The configuration of the start; the API takes its settings from it.</summary>
    public IsobarConfiguration? Configuration { get; init; }

    /// <summary>Whether API requests need no signature.</summary>
    public bool NeedsNoAuth { get; init; }

    /// <summary>Seconds of the demo for each real one.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Faults that a person wrote, instead of the schedule; null for the schedule.</summary>
    public string? ScenarioPath { get; init; }

    /// <summary>Whether commits are told.</summary>
    public bool IsVerbose { get; init; }
}
