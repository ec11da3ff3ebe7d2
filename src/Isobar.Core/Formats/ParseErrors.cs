namespace Isobar.Core.Formats;

/// <summary>The names of parse errors in reports, metrics and JSON.</summary>
public static class ParseErrors
{
    /// <summary>All reasons a line can have, in their order.</summary>
    public static IReadOnlyList<ParseError> All { get; } = Enum.GetValues<ParseError>()[1..];

    /// <summary>The name in JSON and metric labels, camel case.</summary>
    public static string Label(this ParseError error)
    {
        string name = error.ToString();
        return string.Concat(char.ToLowerInvariant(name[0]).ToString(), name.AsSpan(1));
    }

    /// <summary>Whether the line is broken or not understood, rather than no record by design (blank, comment, header, filtered, not traffic).</summary>
    public static bool IsFault(this ParseError error) =>
        error is not (ParseError.None or ParseError.Blank or ParseError.Comment or ParseError.Header or ParseError.Filtered or ParseError.NotTraffic);
}
