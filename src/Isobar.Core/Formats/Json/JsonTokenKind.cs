namespace Isobar.Core.Formats.Json;

/// <summary>What a <see cref="JsonScanner"/> stands on.</summary>
internal enum JsonTokenKind : byte
{
    /// <summary>The text is not one JSON object.</summary>
    Broken,

    /// <summary>The object has ended, and nothing but blanks follows.</summary>
    End,

    /// <summary>The name of a member; its value is the next token.</summary>
    Name,

    /// <summary>A string, without its quotes, still escaped.</summary>
    String,

    /// <summary>A number, `true` or `false`, as written.</summary>
    Literal,

    /// <summary>`null`.</summary>
    Null,

    /// <summary>`{`.</summary>
    StartObject,

    /// <summary>`}`.</summary>
    EndObject,

    /// <summary>`[`.</summary>
    StartArray,

    /// <summary>`]`.</summary>
    EndArray,
}
