namespace Isobar.Core.Formats.Columns;

/// <summary>A column format as data.</summary>
internal sealed record ColumnSpec
{
    /// <summary>The name by which a user picks it.</summary>
    public required string Name { get; init; }

    /// <summary>How lines fall into columns; where a header tells the separator, the ones to try, in order of preference.</summary>
    public required IReadOnlyList<ColumnSplit> Splits { get; init; }

    /// <summary>How a file names its columns.</summary>
    public HeaderStyle Headers { get; init; }

    /// <summary>What the columns mean.</summary>
    public required ColumnTable Table { get; init; }

    /// <summary>Names of the columns as long as no header has named them, between spaces; empty where a header must come first.</summary>
    public string DefaultColumns { get; init; } = "";

    /// <summary>How many of <see cref="DefaultColumns"/> a line must have: the newer ones stand at the end, and old logs lack them.</summary>
    public int FewestDefaultColumns { get; init; }

    /// <summary>Columns without which a header is one of another format.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>What status and termination mean in this format.</summary>
    public IReadOnlyList<OutcomeRule> Rules { get; init; } = [];

    /// <summary>Which lines are traffic; null where all are.</summary>
    public KindFilter? Kinds { get; init; }

    /// <summary>How user agents and forwarded lists are encoded.</summary>
    public TextCoding Coding { get; init; }

    /// <summary>A termination that says that nothing went wrong (Windows error 0), and is read as none.</summary>
    public string QuietTermination { get; init; } = "-";

    /// <summary>How a column's name is spelled in the table; as it stands unless given.</summary>
    public Func<string, string>? Normalise { get; init; }
}
