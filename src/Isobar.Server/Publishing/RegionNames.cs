using Isobar.Core.Locations;

namespace Isobar.Server.Publishing;

/// <summary>Long names of Regions, as messages of alarms have them: "Asia Pacific (Tokyo)".</summary>
internal static class RegionNames
{
    private static readonly (string Prefix, string Name)[] s_areas =
    [
        ("us-east-", "US East"), ("us-west-", "US West"), ("ca-west-", "Canada West"), ("af-", "Africa"), ("ap-", "Asia Pacific"), ("cn-", "China"), ("eu-", "EU"), ("il-", "Israel"),
        ("me-", "Middle East"), ("sa-", "South America"),
    ];

    /// <summary>The long name; the code itself where there is none.</summary>
    public static string LongNameOf(string region)
    {
        string place = AwsRegions.Find(region)?.Place ?? region;
        (_, string? area) = Array.Find(s_areas, area => region.StartsWith(area.Prefix, StringComparison.Ordinal));
        return region.StartsWith("us-gov-", StringComparison.Ordinal) ? $"AWS {place}" : area is null || place == region ? place : $"{area} ({place})";
    }
}
