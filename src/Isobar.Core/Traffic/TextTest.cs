namespace Isobar.Core.Traffic;

/// <summary>How a filter compares text.</summary>
internal enum TextTest
{
    /// <summary>`=`: the whole text.</summary>
    Equal,

    /// <summary>`^=`: the beginning.</summary>
    StartsWith,

    /// <summary>`$=`: the end.</summary>
    EndsWith,

    /// <summary>`~=`: any part.</summary>
    Contains,
}
