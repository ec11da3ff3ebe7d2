namespace Isobar.Simulator.Drawing;

/// <summary>One thing that changes a stream in a period: a link of the stream's chain.</summary>
/// <param name="Next">Index of the next link, -1 at the end.</param>
/// <param name="Fault">Index of the fault, -1 for a nuisance.</param>
/// <param name="Nuisance">Index of the nuisance, -1 for a fault.</param>
/// <param name="Amount">Share of the stream's traffic that a fault affects in this period; the part of the period that a nuisance lasts.</param>
/// <param name="FromPair">The pair whose traffic moves here, or -1.</param>
internal readonly record struct StreamEffect(int Next, int Fault, int Nuisance, double Amount, int FromPair);
