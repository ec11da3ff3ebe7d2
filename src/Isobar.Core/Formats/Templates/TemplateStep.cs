namespace Isobar.Core.Formats.Templates;

/// <summary>One step of reading a line: where a field ends, what literal follows, and what the field means.</summary>
internal sealed class TemplateStep
{
    public required StepKind Kind { get; init; }

    public required FieldBinding Binding { get; init; }

    public required FieldShape Shape { get; init; }

    /// <summary>The literal behind the field; empty at the end of the template.</summary>
    public required byte[] End { get; init; }

    /// <summary>How to read the time of a <see cref="StepKind.Time"/>.</summary>
    public TimePattern? Pattern { get; init; }

    /// <summary>The length that the field has in nearly every line, 0 when it varies: looking there first is cheaper than searching.</summary>
    public int UsualLength { get; init; }

    /// <summary>Whether a port behind the last colon is to be cut off.</summary>
    public bool HasPort { get; init; }

    /// <summary>Whether the template ends behind this step.</summary>
    public bool IsLast { get; init; }
}
