namespace Isobar.Core.Formats.Templates;

/// <summary>A format made from a template: literals and fields, one after the other.</summary>
public sealed class TemplateFormat : LogFormat
{
    private readonly IReadOnlyList<OutcomeRule> _rules;

    internal TemplateFormat(string name, byte[] head, TemplateStep[] steps, IReadOnlyList<OutcomeRule> rules, bool isCutByWriter)
    {
        Name = name;
        Head = head;
        Steps = steps;
        _rules = rules;
        IsCutByWriter = isCutByWriter;
        Fields = TemplateBuilder.FieldsOf(steps.Select(step => step.Binding));
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override FormatFields Fields { get; }

    internal byte[] Head { get; }

    internal TemplateStep[] Steps { get; }

    internal bool IsCutByWriter { get; }

    /// <inheritdoc/>
    public override LineParser CreateParser(ParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TemplateParser(this, options, _rules);
    }
}
