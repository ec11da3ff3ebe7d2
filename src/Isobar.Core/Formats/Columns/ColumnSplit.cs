namespace Isobar.Core.Formats.Columns;

/// <summary>How a line falls into columns.</summary>
/// <param name="Separator">The byte between two columns.</param>
/// <param name="Quotes">How a column holds a separator.</param>
/// <param name="MergesRuns">Whether several separators (here spaces and tabs alike) count as one.</param>
internal readonly record struct ColumnSplit(byte Separator, QuoteStyle Quotes, bool MergesRuns = false)
{
    /// <summary>One tab, no quotes: CloudFront, Zeek.</summary>
    public static readonly ColumnSplit Tab = new((byte)'\t', QuoteStyle.None);

    /// <summary>One space, no quotes: VPC flow logs.</summary>
    public static readonly ColumnSplit Space = new((byte)' ', QuoteStyle.None);

    /// <summary>One space, texts in quotes: load balancers.</summary>
    public static readonly ColumnSplit QuotedSpace = new((byte)' ', QuoteStyle.Backslash);

    /// <summary>Any run of spaces and tabs: W3C extended.</summary>
    public static readonly ColumnSplit Whitespace = new((byte)' ', QuoteStyle.DoubledIfMatched, MergesRuns: true);

    /// <summary>RFC 4180 with the given separator.</summary>
    public static ColumnSplit Delimited(char separator) => new((byte)separator, QuoteStyle.Doubled);
}
