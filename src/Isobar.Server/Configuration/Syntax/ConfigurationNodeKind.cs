namespace Isobar.Server.Configuration.Syntax;

/// <summary>The JSON type of a node; flags, so that a key can say which ones it takes.</summary>
[Flags]
internal enum ConfigurationNodeKind
{
    /// <summary>`null`, which no key takes.</summary>
    Null = 0,

    /// <summary>A string.</summary>
    Text = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>`true` or `false`.</summary>
    Boolean = 4,

    /// <summary>An object.</summary>
    Section = 8,

    /// <summary>An array.</summary>
    List = 16,
}
