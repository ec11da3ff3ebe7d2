namespace Isobar.Storage.DuckDb;

/// <summary>Column types this product uses; the numbers are `duckdb_type` of the C API.</summary>
internal enum DuckDbType
{
    /// <summary>BOOLEAN, one byte.</summary>
    Boolean = 1,

    /// <summary>SMALLINT, <see cref="short"/>.</summary>
    Int16 = 3,

    /// <summary>INTEGER, <see cref="int"/>.</summary>
    Int32 = 4,

    /// <summary>BIGINT, <see cref="long"/>.</summary>
    Int64 = 5,

    /// <summary>UTINYINT, <see cref="byte"/>.</summary>
    UInt8 = 6,

    /// <summary>UINTEGER, <see cref="uint"/>.</summary>
    UInt32 = 8,

    /// <summary>UBIGINT, <see cref="ulong"/>.</summary>
    UInt64 = 9,

    /// <summary>DOUBLE, <see cref="double"/>.</summary>
    Double = 11,

    /// <summary>VARCHAR, UTF-8.</summary>
    Varchar = 17,

    /// <summary>BLOB.</summary>
    Blob = 18,
}
