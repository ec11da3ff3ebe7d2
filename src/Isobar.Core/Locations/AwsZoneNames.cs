namespace Isobar.Core.Locations;

/// <summary>The forms that names and ids of Availability Zones take (Amazon EC2 User Guide, "Regions and Zones").</summary>
internal static class AwsZoneNames
{
    /// <summary>Whether the text is a zone name or zone id of the Region.</summary>
    public static bool Belongs(string zone, string region)
    {
        string idPrefix = IdPrefix(region);
        if (zone.StartsWith(region, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = zone.AsSpan(region.Length);
            return rest.Length == 1 ? char.IsAsciiLetterLower(rest[0]) : IsSuffix(rest);
        }
        return zone.StartsWith(idPrefix, StringComparison.Ordinal) && IsSuffix(zone.AsSpan(idPrefix.Length));
    }

    /// <summary>
    /// The start of a Region's zone ids: its area, the first letters of its direction, its number; `ap-northeast-1` gives `apne1`, `us-gov-west-1` gives `usgw1`.
    /// </summary>
    public static string IdPrefix(string region)
    {
        string[] parts = region.Split('-');
        string direction = parts[^2];
        string letters = direction.Length > 5 && direction[..5] is "north" or "south" ? $"{direction[0]}{direction[5]}" : direction[..1];
        string area = parts.Length == 4 ? parts[0] + parts[1][..1] : parts[0];
        return area + letters + parts[^1];
    }

    /// <summary>A hyphen, then lower-case letters, digits and hyphens, a letter or digit last.</summary>
    private static bool IsSuffix(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 3 || rest[0] != '-' || rest[^1] == '-')
        {
            return false;
        }
        foreach (char c in rest)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-')
            {
                return false;
            }
        }
        return true;
    }
}
