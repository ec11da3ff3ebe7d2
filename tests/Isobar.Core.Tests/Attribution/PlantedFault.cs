using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>A fault of a test world.</summary>
/// <param name="Element">What is at fault; an empty service location stands for all.</param>
/// <param name="Stream">What it changes.</param>
/// <param name="Share">Share of the traffic through the element that is hit.</param>
/// <param name="FirstWindow">First window.</param>
/// <param name="LastWindow">Last window.</param>
/// <param name="Edges">For times: how many edges hit samples are lifted over.</param>
internal sealed record PlantedFault(
    NetworkElement Element, EvidenceStream Stream, double Share, int FirstWindow = 0, int LastWindow = int.MaxValue, int Edges = 5)
{
    public HealthMetric Metric => Stream is EvidenceStream.Rtt or EvidenceStream.Ttfb ? HealthMetric.Performance : HealthMetric.Availability;

    public bool IsActive(int window) => window >= FirstWindow && window <= LastWindow;
}
