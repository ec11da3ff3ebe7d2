namespace Isobar.Simulator.Worlds;

/// <summary>Where records of a world come from: the exporter of one zone.</summary>
/// <param name="Name">Name of the source.</param>
/// <param name="ServiceLocation">Where it stands.</param>
/// <param name="Zone">Its zone; empty where the location has none.</param>
public sealed record TrafficSource(string Name, string ServiceLocation, string Zone);
