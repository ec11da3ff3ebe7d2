using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;

namespace Isobar.Server.Api.Queries;

/// <summary>
/// Rows of ROUTING_SUGGESTIONS: networks that another location of the service would answer with a shorter round-trip time. Nothing tells which resolver a client asks; as most
/// ask that of their provider, the provider stands for it, and its address and the clients' prefixes are not known.
/// </summary>
internal static class RoutingRows
{
    /// <summary>The least gain that is a suggestion (spec 19).</summary>
    private const double LeastGainMicros = 1000;

    /// <summary>The rows, the greatest traffic first.</summary>
    public static IEnumerable<string[]> Of(IEnumerable<LocationInsight> users)
    {
        foreach (LocationInsight insight in users)
        {
            CandidateEstimate? best = insight.Candidates.Where(candidate => !candidate.IsCdn && candidate.RoundTrip is not null)
                .OrderBy(candidate => candidate.RoundTrip!.Value.Micros).ThenBy(candidate => candidate.ServiceLocation, StringComparer.Ordinal).FirstOrDefault();
            if (insight.RoundTrip is { } now && best?.RoundTrip is { } proposed && now.Micros - proposed.Micros >= LeastGainMicros)
            {
                CityNetwork network = insight.CityNetwork;
                yield return
                [
                    CityNetwork.NotAvailable, network.Asn.ToString(CultureInfo.InvariantCulture), network.NetworkName, "[]", insight.ServiceLocation, Millis(now.Micros), best.ServiceLocation,
                    Millis(proposed.Micros),
                ];
            }
        }
    }

    private static string Millis(double micros) => (micros / 1000).ToString("0.0##", CultureInfo.InvariantCulture);
}
