namespace Isobar.Core.Formats.Templates;

/// <summary>A piece of a template on its way to a step: a literal, a field, a time in pieces, or HAProxy's captured headers.</summary>
/// <param name="Kind">Which of them it is.</param>
/// <param name="Name">The text of a literal; a variable as the user wrote it.</param>
/// <param name="Position">Where the variable stands in the user's text.</param>
/// <param name="Meaning">What a field gives the record; nothing for the others.</param>
internal sealed record TemplatePart(TemplatePartKind Kind, string Name, int Position, FieldMeaning Meaning)
{
    /// <summary>The pattern of a time, in the letters of strftime.</summary>
    public string TimePattern { get; init; } = "";

    /// <summary>Whether the field's text has a port behind its last colon.</summary>
    public bool HasPort { get; init; }

    public static TemplatePart Literal(string text) => new(TemplatePartKind.Literal, text, 0, default);

    public bool IsLiteral => Kind == TemplatePartKind.Literal;

    /// <summary>Whether the text of this field is used for nothing.</summary>
    public bool IsIgnored => !IsLiteral && Meaning.Binding.Field == RecordField.Ignored;
}
