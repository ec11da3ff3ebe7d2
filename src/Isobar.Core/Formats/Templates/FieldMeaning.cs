namespace Isobar.Core.Formats.Templates;

/// <summary>What a variable of a template means.</summary>
/// <param name="Binding">The field of the record it gives.</param>
/// <param name="Rank">Where several variables of a template give the same field, the lowest rank is used and the others are read over.</param>
/// <param name="Shape">What its text looks like.</param>
internal readonly record struct FieldMeaning(FieldBinding Binding, int Rank = 0, FieldShape Shape = FieldShape.Word)
{
    /// <summary>A variable that is read over.</summary>
    public static readonly FieldMeaning Ignored = new(FieldBinding.Ignored, 0, FieldShape.Text);

    /// <summary>A number that is read over.</summary>
    public static readonly FieldMeaning IgnoredNumber = new(FieldBinding.Ignored, 0, FieldShape.Number);

    /// <summary>A port that is read over.</summary>
    public static readonly FieldMeaning Port = new(FieldBinding.Ignored, 0, FieldShape.Port);

    public static FieldMeaning Of(RecordField field, FieldUnit unit = FieldUnit.None, int rank = 0, FieldShape shape = FieldShape.Word) =>
        new(new(field, unit), rank, shape);
}
