namespace Isobar.Core.Formats.Columns;

/// <summary>How a file names its columns.</summary>
internal enum HeaderStyle : byte
{
    /// <summary>It does not: the columns are fixed, or configured.</summary>
    None,

    /// <summary>`#Fields: date time c-ip`, names between spaces whatever separates the values; `#Date:` gives the day where there is no such column.</summary>
    W3c,

    /// <summary>`#fields`, and `#separator`, `#unset_field`, `#empty_field` before it.</summary>
    Zeek,

    /// <summary>The first line that is no comment.</summary>
    FirstLine,
}
