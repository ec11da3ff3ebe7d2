namespace Isobar.Core.Insights;

/// <summary>What users of a city-network see at a service location, or would see there.</summary>
/// <param name="ServiceLocation">Name of the location, or <see cref="InsightAnalysis.Cdn"/>.</param>
/// <param name="IsCdn">Whether it is the content delivery network.</param>
/// <param name="FirstByte">Time to first byte; null where it is neither measured nor can be predicted.</param>
/// <param name="RoundTrip">Round-trip time; null likewise.</param>
/// <param name="FirstByteGain">By how much the time to first byte would be shorter than now.</param>
/// <param name="RoundTripGain">By how much the round-trip time would be shorter than now.</param>
public sealed record CandidateEstimate(
    string ServiceLocation, bool IsCdn, TimeEstimate? FirstByte, TimeEstimate? RoundTrip, TimeGain? FirstByteGain, TimeGain? RoundTripGain);
