namespace Isobar.Core.Formats.Templates;

/// <summary>The kinds of pieces a template has.</summary>
internal enum TemplatePartKind : byte
{
    Literal,
    Field,
    Time,

    /// <summary>HAProxy's `%hr`, `%hs`: headers in braces and the space behind them, or nothing at all where none are captured.</summary>
    Captures,
}
