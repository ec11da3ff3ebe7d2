using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Isobar.Core.Locations;

/// <summary>
/// The AWS Regions of the commercial, GovCloud, China and European Sovereign Cloud partitions (state: 2026). AWS does not publish coordinates: they are those of the
/// city or county that AWS names the Region after, good to about 50 km, which is half a millisecond of light in fibre.
/// </summary>
public static class AwsRegions
{
    private const string GovCloudPrefix = "us-gov-";
    private const string ChinaPrefix = "cn-";
    private const string SovereignPrefix = "eusc-";

    /// <summary>All Regions, in ordinal order of their names.</summary>
    public static ImmutableArray<ServiceLocation> All { get; } =
    [
        Region("af-south-1", "Cape Town", -33.93, 18.42),
        Region("ap-east-1", "Hong Kong", 22.32, 114.17),
        Region("ap-east-2", "Taipei", 25.03, 121.57),
        Region("ap-northeast-1", "Tokyo", 35.68, 139.77),
        Region("ap-northeast-2", "Seoul", 37.57, 126.98),
        Region("ap-northeast-3", "Osaka", 34.69, 135.50),
        Region("ap-south-1", "Mumbai", 19.08, 72.88),
        Region("ap-south-2", "Hyderabad", 17.39, 78.49),
        Region("ap-southeast-1", "Singapore", 1.35, 103.82),
        Region("ap-southeast-2", "Sydney", -33.87, 151.21),
        Region("ap-southeast-3", "Jakarta", -6.21, 106.85),
        Region("ap-southeast-4", "Melbourne", -37.81, 144.96),
        Region("ap-southeast-5", "Malaysia", 3.14, 101.69),
        Region("ap-southeast-6", "New Zealand", -36.85, 174.76),
        Region("ap-southeast-7", "Thailand", 13.76, 100.50),
        Region("ca-central-1", "Canada (Central)", 45.50, -73.57),
        Region("ca-west-1", "Calgary", 51.05, -114.07),
        Region("cn-north-1", "Beijing", 39.90, 116.41),
        Region("cn-northwest-1", "Ningxia", 37.51, 105.19),
        Region("eu-central-1", "Frankfurt", 50.11, 8.68),
        Region("eu-central-2", "Zurich", 47.38, 8.54),
        Region("eu-north-1", "Stockholm", 59.33, 18.07),
        Region("eu-south-1", "Milan", 45.46, 9.19),
        Region("eu-south-2", "Spain", 41.65, -0.89),
        Region("eu-west-1", "Ireland", 53.35, -6.26),
        Region("eu-west-2", "London", 51.51, -0.13),
        Region("eu-west-3", "Paris", 48.86, 2.35),
        Region("eusc-de-east-1", "European Sovereign Cloud (Brandenburg)", 52.40, 13.06),
        Region("il-central-1", "Tel Aviv", 32.08, 34.78),
        Region("me-central-1", "United Arab Emirates", 25.20, 55.27),
        Region("me-south-1", "Bahrain", 26.23, 50.59),
        Region("mx-central-1", "Mexico (Central)", 20.59, -100.39),
        Region("sa-east-1", "Sao Paulo", -23.55, -46.63),
        Region("us-east-1", "N. Virginia", 39.04, -77.49),
        Region("us-east-2", "Ohio", 39.96, -83.00),
        Region("us-gov-east-1", "GovCloud (US-East)", 39.96, -83.00),
        Region("us-gov-west-1", "GovCloud (US-West)", 45.52, -122.68),
        Region("us-west-1", "N. California", 37.34, -121.89),
        Region("us-west-2", "Oregon", 45.84, -119.70),
    ];

    private static readonly FrozenDictionary<string, ServiceLocation> s_byName = All.ToFrozenDictionary(region => region.Name, StringComparer.Ordinal);

    /// <summary>The Region of this name, or null.</summary>
    public static ServiceLocation? Find(string name) => s_byName.GetValueOrDefault(name);

    /// <summary>The partition of a Region, as ARNs write it: `aws`, `aws-us-gov`, `aws-cn` or `aws-eusc`.</summary>
    public static string PartitionOf(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        return region.StartsWith(GovCloudPrefix, StringComparison.Ordinal) ? "aws-us-gov"
            : region.StartsWith(ChinaPrefix, StringComparison.Ordinal) ? "aws-cn"
            : region.StartsWith(SovereignPrefix, StringComparison.Ordinal) ? "aws-eusc"
            : "aws";
    }

    private static ServiceLocation Region(string name, string place, double latitude, double longitude) =>
        new(name, ServiceLocationKind.Region, place, latitude, longitude, []);
}
