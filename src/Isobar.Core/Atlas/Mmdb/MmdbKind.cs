namespace Isobar.Core.Atlas.Mmdb;

/// <summary>The type of a value in a MaxMind DB data section (format 2.0). The numbers are those of the format.</summary>
public enum MmdbKind
{
    /// <summary>UTF-8 text.</summary>
    Text = 2,

    /// <summary>IEEE 754 binary64.</summary>
    Double = 3,

    /// <summary>Raw bytes.</summary>
    Bytes = 4,

    /// <summary>Unsigned integer of up to 16 bits.</summary>
    UInt16 = 5,

    /// <summary>Unsigned integer of up to 32 bits.</summary>
    UInt32 = 6,

    /// <summary>Text keys with values.</summary>
    Map = 7,

    /// <summary>Signed integer of 32 bits.</summary>
    Int32 = 8,

    /// <summary>Unsigned integer of up to 64 bits.</summary>
    UInt64 = 9,

    /// <summary>Unsigned integer of up to 128 bits.</summary>
    UInt128 = 10,

    /// <summary>A list of values.</summary>
    List = 11,

    /// <summary>True or false.</summary>
    Boolean = 14,

    /// <summary>IEEE 754 binary32.</summary>
    Float = 15,
}
