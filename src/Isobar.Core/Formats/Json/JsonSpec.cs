namespace Isobar.Core.Formats.Json;

/// <summary>A JSON format as data.</summary>
internal sealed record JsonSpec
{
    /// <summary>The name by which a user picks it.</summary>
    public required string Name { get; init; }

    /// <summary>What is read, by path. Where a line has several paths of one field, the one that stands first here counts.</summary>
    public required IReadOnlyList<(string Path, FieldBinding Binding)> Fields { get; init; }

    /// <summary>What status and termination mean in this format.</summary>
    public IReadOnlyList<OutcomeRule> Rules { get; init; } = [];

    /// <summary>Which lines are traffic; null where all are.</summary>
    public KindFilter? Kinds { get; init; }

    /// <summary>A field without which a line is one of another format with the same keys; none where it is `Ignored`.</summary>
    public RecordField Needs { get; init; }

    /// <summary>Whether texts are percent-encoded inside their JSON strings.</summary>
    public bool IsPercentEncoded { get; init; }

    /// <summary>Whether the edge location is what stands behind the last hyphen of its value.</summary>
    public bool EdgeIsSuffix { get; init; }
}
