namespace Isobar.Server.Replay;

/// <summary>What a city-network gives the statistical tests, over a whole log.</summary>
/// <param name="Weight">Its traffic: bytes, or connections where there are no bytes.</param>
/// <param name="Votes">Votes on availability: one for each client and minute.</param>
/// <param name="TimeSamples">Samples of round-trip time, or of time to first byte, whichever are more.</param>
public readonly record struct CityNetworkSamples(long Weight, long Votes, long TimeSamples);
