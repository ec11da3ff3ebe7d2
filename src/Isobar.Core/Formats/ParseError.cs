namespace Isobar.Core.Formats;

/// <summary>Why a line gave no record. Every line is either a record or counted under one of these, so nothing is dropped silently.</summary>
public enum ParseError : byte
{
    /// <summary>No error: the line is a record.</summary>
    None,

    /// <summary>An empty line.</summary>
    Blank,

    /// <summary>A comment, or a line that the format uses for something else than traffic (a server's start message).</summary>
    Comment,

    /// <summary>A line that names the columns of those behind it.</summary>
    Header,

    /// <summary>The client is a host name: reverse look-up was on when it was logged. Counted, never resolved.</summary>
    HostName,

    /// <summary>The line has no client address.</summary>
    NoClient,

    /// <summary>The client's address cannot be read.</summary>
    BadAddress,

    /// <summary>The time cannot be read.</summary>
    BadTime,

    /// <summary>A count or duration cannot be read.</summary>
    BadNumber,

    /// <summary>The status is not a number of three digits (or a dash).</summary>
    BadStatus,

    /// <summary>The line ends before the format does.</summary>
    Truncated,

    /// <summary>The line does not have the shape of the format.</summary>
    Mismatch,

    /// <summary>The line is not one JSON object.</summary>
    NotJson,

    /// <summary>The line is longer than the limit.</summary>
    TooLong,

    /// <summary>Columns came before any header named them.</summary>
    NoHeader,

    /// <summary>The record is of traffic that is not counted: a flow that was rejected, a window without data.</summary>
    NotTraffic,

    /// <summary>Left out by the user's own filter or time range.</summary>
    Filtered,
}
