using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>Enumerates all located addresses of an atlas as runs, IPv4 before IPv6, each in address order.</summary>
public static class AtlasRuns
{
    /// <summary>The runs of both families. The atlas's memory must stay while they are enumerated.</summary>
    public static IEnumerable<AtlasRun> Of(CityNetworkAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        return OfIPv4(atlas).Concat(OfIPv6(atlas));
    }

    /// <summary>The IPv4 runs.</summary>
    public static IEnumerable<AtlasRun> OfIPv4(CityNetworkAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        int count = atlas.RunCounts.IPv4;
        for (int i = 0; i < count; i++)
        {
            int index = (int)Item<uint>(atlas, AtlasSection.IPv4Values, i);
            uint first = Item<uint>(atlas, AtlasSection.IPv4Keys, i);
            uint last = i + 1 < count ? Item<uint>(atlas, AtlasSection.IPv4Keys, i + 1) - 1 : uint.MaxValue;
            if (index != 0)
            {
                yield return new AtlasRun(IpAddress.FromIPv4(first), IpAddress.FromIPv4(last), index);
            }
        }
    }

    /// <summary>The IPv6 runs. Runs of one city-network may touch where a /64 is split.</summary>
    public static IEnumerable<AtlasRun> OfIPv6(CityNetworkAtlas atlas)
    {
        ArgumentNullException.ThrowIfNull(atlas);
        int count = atlas.RunCounts.IPv6;
        for (int i = 0; i < count; i++)
        {
            uint value = Item<uint>(atlas, AtlasSection.IPv6Values, i);
            ulong first = Item<ulong>(atlas, AtlasSection.IPv6Keys, i);
            if ((value & AtlasFile.SplitFlag) == 0)
            {
                ulong last = i + 1 < count ? Item<ulong>(atlas, AtlasSection.IPv6Keys, i + 1) - 1 : ulong.MaxValue;
                if (value != 0)
                {
                    yield return new AtlasRun(new IpAddress(first, 0), new IpAddress(last, ulong.MaxValue), (int)value);
                }
                continue;
            }
            int split = (int)(value & ~AtlasFile.SplitFlag);
            int start = (int)Item<uint>(atlas, AtlasSection.SplitStarts, split), end = (int)Item<uint>(atlas, AtlasSection.SplitStarts, split + 1);
            for (int j = start; j < end; j++)
            {
                int index = (int)Item<uint>(atlas, AtlasSection.SplitValues, j);
                ulong last = j + 1 < end ? Item<ulong>(atlas, AtlasSection.SplitKeys, j + 1) - 1 : ulong.MaxValue;
                if (index != 0)
                {
                    yield return new AtlasRun(new IpAddress(first, Item<ulong>(atlas, AtlasSection.SplitKeys, j)), new IpAddress(first, last), index);
                }
            }
        }
    }

    private static T Item<T>(CityNetworkAtlas atlas, AtlasSection section, int index)
        where T : unmanaged => AtlasFile.As<T>(atlas.Sections[(int)section])[index];
}
