namespace Isobar.Core.Formats.Templates;

/// <summary>How the end of a field is found.</summary>
internal enum StepKind : byte
{
    /// <summary>At the literal behind it.</summary>
    Text,

    /// <summary>At the first quote that is not escaped and has the rest of the literal behind it.</summary>
    Quoted,

    /// <summary>At the end of the line, or at white space.</summary>
    Rest,

    /// <summary>Before a slash that belongs to the next field.</summary>
    BeforeSlash,

    /// <summary>Where the time pattern ends.</summary>
    Time,

    /// <summary>Behind braces and a space, if there are any.</summary>
    Captures,
}
