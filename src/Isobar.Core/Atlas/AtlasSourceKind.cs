namespace Isobar.Core.Atlas;

/// <summary>What a source of an atlas contributes.</summary>
public enum AtlasSourceKind
{
    /// <summary>Places: country down to city, with coordinates.</summary>
    City = 1,

    /// <summary>Networks: AS numbers and their names.</summary>
    Asn = 2,
}
