namespace Isobar.Core.Formats.Columns;

/// <summary>How a format writes spaces and control characters of a client's header inside a column.</summary>
internal enum TextCoding : byte
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Percent-encoded: CloudFront.</summary>
    Percent,

    /// <summary>A plus sign for a space: IIS.</summary>
    Plus,
}
