using System.Text;

namespace Isobar.Core.Formats.Templates;

/// <summary>A template taken out of its quotes, which still knows where each of its characters stood in the text that the user gave.</summary>
internal sealed class SnippetText
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _positions = [];

    /// <summary>The template without quotes and escapes.</summary>
    public string Text => _text.ToString();

    /// <summary>The position in the user's text of a character of <see cref="Text"/>; its end for the end.</summary>
    public int PositionOf(int index) => index < _positions.Count ? _positions[index] : _positions.Count == 0 ? 0 : _positions[^1] + 1;

    public void Append(char c, int position)
    {
        _text.Append(c);
        _positions.Add(position);
    }
}
