namespace Isobar.Core.Formats.Templates;

/// <summary>What came of compiling a template: a format, or all faults of the template.</summary>
/// <param name="Format">The format; null when there are faults.</param>
/// <param name="Faults">The faults in the order of their position; empty when there is a format.</param>
public sealed record TemplateResult(LogFormat? Format, IReadOnlyList<TemplateFault> Faults);
