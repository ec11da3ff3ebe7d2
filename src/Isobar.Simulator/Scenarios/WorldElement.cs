namespace Isobar.Simulator.Scenarios;

/// <summary>Something in a world that a scenario can let fail.</summary>
/// <param name="Text">As a scenario names it, such as `network:65003`.</param>
/// <param name="Name">Its name for people; empty where the text says it.</param>
/// <param name="TrafficShare">Share of all traffic, averaged over a week, 0 to 1.</param>
/// <param name="Pairs">Pairs with traffic through it.</param>
public sealed record WorldElement(string Text, string Name, double TrafficShare, int Pairs);
