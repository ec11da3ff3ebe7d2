using Isobar.Core.Monitors;
using Isobar.Storage.Events;

namespace Isobar.Server.Simulation.History;

/// <summary>What an episode gives to store.</summary>
/// <param name="Measurements">Rows of five minutes.</param>
/// <param name="HealthEvents">Health events, all over.</param>
/// <param name="Updates">Their course.</param>
/// <param name="InternetEvents">Entries of the weather map, all over.</param>
/// <param name="Groups">Groups of events, all over.</param>
internal sealed record EpisodeContent(
    IReadOnlyList<MeasurementBatch> Measurements, IReadOnlyList<EventRow> HealthEvents, IReadOnlyList<EventUpdateRow> Updates, IReadOnlyList<EventRow> InternetEvents, IReadOnlyList<EventRow> Groups);
