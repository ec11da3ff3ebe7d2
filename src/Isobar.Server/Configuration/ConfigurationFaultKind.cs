namespace Isobar.Server.Configuration;

/// <summary>What sort of fault the configuration has.</summary>
public enum ConfigurationFaultKind
{
    /// <summary>The file cannot be read.</summary>
    Unreadable,

    /// <summary>The text is not JSON (comments and trailing commas are allowed).</summary>
    Syntax,

    /// <summary>A key that no version of this schema has.</summary>
    UnknownKey,

    /// <summary>The same key twice, or two names that differ only by case.</summary>
    DuplicateKey,

    /// <summary>A key that must be there is not.</summary>
    MissingKey,

    /// <summary>Another JSON type than the key takes, such as a list for a text.</summary>
    WrongType,

    /// <summary>A text or number that does not have the form the key takes.</summary>
    InvalidValue,

    /// <summary>A well-formed value outside the key's range.</summary>
    OutOfRange,

    /// <summary>A name that nothing has: a location, a zone, a file.</summary>
    UnknownReference,

    /// <summary>Two keys that cannot both hold.</summary>
    Conflict,

    /// <summary>Two sources whose files overlap, or an outcome rule that an earlier one covers.</summary>
    Overlap,

    /// <summary>A log format that does not compile.</summary>
    InvalidFormat,

    /// <summary>An environment variable that does not fit the configuration's structure.</summary>
    Variable,
}
