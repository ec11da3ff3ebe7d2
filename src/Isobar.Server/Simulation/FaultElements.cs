using System.Globalization;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation;

/// <summary>Compares what a detector named with what was at fault.</summary>
internal static class FaultElements
{
    /// <summary>
    /// Whether an element is the one at fault: the same thing by kind and name. A client network, place or transit network may be named as seen from one service
    /// location when that is where all of its pairs are, which the scope tells.
    /// </summary>
    public static bool IsSame(FaultElement fault, NetworkElement named)
    {
        (ElementKind kind, string location, string key) = fault.Kind switch
        {
            FaultElementKind.Location => (ElementKind.ServiceLocation, fault.Location, ""),
            FaultElementKind.Zone => (ElementKind.Zone, fault.Location, fault.Zone),
            FaultElementKind.Path => (ElementKind.AsPath, fault.Location, fault.Path),
            FaultElementKind.TransitAs => (ElementKind.TransitAs, "", Number(fault.Asn)),
            FaultElementKind.ClientAsn => (ElementKind.ClientAsn, "", Number(fault.Asn)),
            FaultElementKind.City => (ElementKind.City, "", fault.City),
            FaultElementKind.Country => (ElementKind.Country, "", fault.CountryCode),
            FaultElementKind.AddressFamily => (ElementKind.AddressFamily, fault.Location, fault.Family == AddressFamily.IPv4 ? "4" : "6"),
            _ => (ElementKind.Pair, fault.Location, fault.CityNetwork.ToString()),
        };
        if (kind == ElementKind.City)
        {
            return named.Kind == kind && named.Key.StartsWith(fault.CountryCode + "/", StringComparison.Ordinal)
                && named.Key.EndsWith("/" + fault.City, StringComparison.Ordinal);
        }
        return named.Kind == kind && named.Key == key && (location.Length == 0 || named.ServiceLocation == location);
    }

    private static string Number(uint asn) => asn.ToString(CultureInfo.InvariantCulture);
}
