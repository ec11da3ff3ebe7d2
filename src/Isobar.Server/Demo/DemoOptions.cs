using Isobar.Server.Commands;

namespace Isobar.Server.Demo;

/// <summary>What `isobar up` plays where there is nothing to follow.</summary>
internal sealed record DemoOptions
{
    /// <summary>Told the address and the console's link once it serves; null for nobody.</summary>
    public Action<Uri, Uri>? OnServing { get; init; }

    /// <summary>The demo's folder; what an earlier demo left there is deleted.</summary>
    public required string Folder { get; init; }

    /// <summary>Command line and configuration: where to listen, who is let in and told.</summary>
    public required UpSettings Up { get; init; }

    /// <summary>Seconds of the demo for each real one.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Whether there is a small application to send requests to.</summary>
    public bool ServesCounter { get; init; }

    /// <summary>Faults that a person wrote, instead of the schedule; null for the schedule.</summary>
    public string? ScenarioPath { get; init; }
}
