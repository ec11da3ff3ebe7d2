using Isobar.Core.Formats;
using Isobar.Server.Hosting;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;

namespace Isobar.Server.Web.Endpoints;

/// <summary>What comes in, and what is wrong with it.</summary>
internal sealed class SourceEndpoints(ConsoleServices services, SourceRates rates)
{
    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes) => routes.Get("/sources", "ListSources", ConsoleRole.Viewer, "What comes in, what was rejected and why, and how far behind it is.", () => Answer());

    private SourcesAnswer Answer()
    {
        LiveStatus status = services.Status();
        return new()
        {
            Now = services.Now,
            Watermark = status.Watermark?.ToUnixTimeSeconds(),
            Unlocated = status.Unlocated,
            Faults = [.. HealthPage.Reasons(status, services.Clock.GetUtcNow()).Select(fault => new FaultTextWire(fault.Kind.ToString(), fault.Text))],
            Sources = [.. status.Sources.Select(Of)],
        };
    }

    private SourceWire Of(SourceStatus source) => new()
    {
        Name = source.Name,
        Format = source.Format,
        Files = source.Files,
        Compressed = source.Compressed,
        Lines = source.Lines,
        Records = source.Records,
        RecordsPerSecond = rates.Of(source.Name),
        Late = source.Late,
        Future = source.Future,
        Skipped = source.Skipped,
        Rotations = source.Rotations,
        LostFiles = source.LostFiles,
        Bytes = source.Bytes,
        LagBytes = source.LagBytes,
        LagSeconds = Math.Round(source.LagSeconds, 1),
        SilentSeconds = source.SilentSeconds is double silent ? Math.Round(silent, 1) : null,
        Rejected = [.. source.Rejected.Select(one => new RejectedWire(one.Reason.Label(), one.Lines, source.Samples.GetValueOrDefault(one.Reason, [])))],
    };
}
