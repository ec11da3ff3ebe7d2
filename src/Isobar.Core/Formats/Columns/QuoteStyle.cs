namespace Isobar.Core.Formats.Columns;

/// <summary>How a format puts separators inside a field.</summary>
internal enum QuoteStyle : byte
{
    /// <summary>It has no quotes; a quote is a character like others.</summary>
    None,

    /// <summary>RFC 4180: a quoted field doubles its quotes; anything else between the closing quote and the separator is a broken line.</summary>
    Doubled,

    /// <summary>W3C extended: as RFC 4180, but IIS writes a client's quotes unchanged, so a field whose quotes do not match is taken as it is.</summary>
    DoubledIfMatched,

    /// <summary>
    /// Apache and the AWS load balancers: a quote inside is written `\"`. The field ends at a quote that stands before a separator or the end of the line,
    /// so a quote that a client smuggled in unescaped does not shift the columns.
    /// </summary>
    Backslash,
}
