namespace Isobar.Core.Atlas;

/// <summary>The sections of a compiled atlas, in the order in which they stand in the file. The byte diagram is docs/formats/atlas.md.</summary>
internal enum AtlasSection
{
    /// <summary>u32: a <see cref="SampledTree"/> of the first addresses of the IPv4 runs.</summary>
    IPv4Keys,

    /// <summary>u32 per run: index of its city-network.</summary>
    IPv4Values,

    /// <summary>u64: a <see cref="SampledTree"/> of the first /64 of the IPv6 runs.</summary>
    IPv6Keys,

    /// <summary>u32 per run: index of its city-network, or with the highest bit the number of a split /64.</summary>
    IPv6Values,

    /// <summary>u32 per split /64 and one more: where its runs begin.</summary>
    SplitStarts,

    /// <summary>u64 per run of a split /64: the low half of its first address.</summary>
    SplitKeys,

    /// <summary>u32 per run of a split /64: index of its city-network.</summary>
    SplitValues,

    /// <summary>u64 per city-network, ascending: its identity. The first is 0.</summary>
    Ids,

    /// <summary>u32 per city-network: index of its place.</summary>
    PlaceOf,

    /// <summary>u32 per city-network: index of its network.</summary>
    NetworkOf,

    /// <summary>Seven i32 per place: texts of country code, country, subdivision, metro, city; latitude and longitude in millionths of a degree.</summary>
    Places,

    /// <summary>Two u32 per network: AS number, text of its name.</summary>
    Networks,

    /// <summary>u32 per text and one more: where it begins.</summary>
    TextStarts,

    /// <summary>UTF-8 of all texts.</summary>
    TextBytes,

    /// <summary>u32 words: texts of edition and attribution, build time, then five words per source.</summary>
    About,
}
