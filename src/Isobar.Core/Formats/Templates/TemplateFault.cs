using System.Globalization;

namespace Isobar.Core.Formats.Templates;

/// <summary>One thing that is wrong with a template.</summary>
/// <param name="Position">Where in the text that the user gave, in characters from 0.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record TemplateFault(int Position, string Text, string Hint)
{
    /// <summary>One line for people; positions are counted from 1 there.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"at character {Position + 1}: {Text} {Hint}");
}
