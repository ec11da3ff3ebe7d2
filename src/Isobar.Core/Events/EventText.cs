using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>How events say places, times and numbers: the same on every machine.</summary>
internal static class EventText
{
    /// <summary>A number with commas between thousands, such as `1,000`.</summary>
    public static string Count(double value) =>
        value.ToString(value < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture);

    /// <summary>A share of 0 to 1 as a percentage with about two digits, such as `5.2 %`.</summary>
    public static string Percent(double share) => $"{PercentNumber(100 * share)} %";

    /// <summary>How sure something is, 0 to 1: never a hundred percent.</summary>
    public static string Confidence(double share) => share > 0.999 ? "over 99.9 %"
        : share >= 0.99 ? (Math.Floor(1000 * share) / 10).ToString("0.#", CultureInfo.InvariantCulture) + " %"
        : Percent(share);

    /// <summary>What is usual of something that is counted: `5`, or `none` where it is hardly ever.</summary>
    public static string Usually(double value) => value < 0.05 ? "none" : Count(value);

    /// <summary>A percentage with about two digits, without the sign.</summary>
    public static string PercentNumber(double percent) =>
        percent.ToString(percent >= 10 ? "0" : percent >= 1 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds with about three digits.</summary>
    public static string Millis(double millis) => $"{millis.ToString(millis >= 100 ? "0" : "0.#", CultureInfo.InvariantCulture)} ms";

    /// <summary>A time to the minute.</summary>
    /// <param name="seconds">Unix seconds.</param>
    public static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    /// <summary>A p-value to one digit; beyond 1e-9 the tests make no difference.</summary>
    public static string PValue(double value) =>
        value < 1e-9 ? "p < 1e-9" : "p = " + value.ToString(value < 0.001 ? "0e-0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>A network by number and name.</summary>
    public static string Name(Network network) => string.Create(CultureInfo.InvariantCulture, $"AS{network.Asn} ({network.Name})");

    /// <summary>The nearest part of a location that is known, such as the city.</summary>
    public static string Place(ImpactedLocation location) =>
        new[] { location.City, location.Metro, location.Subdivision, location.Country }.FirstOrDefault(IsKnown) ?? "an unknown place";

    /// <summary>Who is hit, such as `Deutsche Telekom in Berlin`.</summary>
    public static string Who(ImpactedLocation location) => $"{location.AsName} in {Place(location)}";

    /// <summary>An element in words.</summary>
    public static string Element(NetworkElement element) => element.Kind switch
    {
        ElementKind.ServiceLocation => $"all users of {element.ServiceLocation}",
        ElementKind.Zone => $"zone {element.Key} of {element.ServiceLocation}",
        ElementKind.AddressFamily => $"IPv{element.Key} at {element.ServiceLocation}",
        ElementKind.AsPath => $"the AS path {element.Key}",
        ElementKind.TransitAs => $"transit network AS{element.Key}",
        ElementKind.ClientAsn => $"client network AS{element.Key}",
        ElementKind.Country => $"country {element.Key}",
        ElementKind.Metro or ElementKind.City => element.Key.Split('/').LastOrDefault(IsKnown) ?? "an unknown place",
        _ => "this city-network alone",
    };

    private static bool IsKnown(string text) => text.Length > 0 && text != CityNetwork.NotAvailable;
}
