namespace Isobar.Core.Formats.Templates;

/// <summary>What the text of a field looks like, where that helps to find its end or to refuse a line of another format.</summary>
internal enum FieldShape : byte
{
    /// <summary>A word: as the last field of a template it ends at white space.</summary>
    Word,

    /// <summary>Text that may hold white space: as the last field of a template it takes the rest of the line.</summary>
    Text,

    /// <summary>A list whose items are set apart by `, ` or ` : ` (nginx's upstream variables, forwarded addresses): such white space is not its end.</summary>
    List,

    /// <summary>A request line; where it is not quoted it goes on at least to its ` HTTP/`.</summary>
    Request,

    /// <summary>A path: nothing, or a slash and more.</summary>
    Path,

    /// <summary>A query with or without its question mark, which directly follows a path.</summary>
    Query,

    /// <summary>A number, possibly signed, or a dash. Checked even where the value is not used: it tells HAProxy's HTTP lines from its TCP lines.</summary>
    Number,

    /// <summary>A TCP port; behind an address and a colon it belongs to the address.</summary>
    Port,

    /// <summary>Letters and dashes, as in HAProxy's termination states.</summary>
    Letters,
}
