using System.Text;

namespace Isobar.Server.Configuration.Syntax;

/// <summary>Turns byte offsets of a UTF-8 text into lines and columns as editors count them.</summary>
internal sealed class TextPositions
{
    private readonly byte[] _text;
    private readonly List<int> _lineStarts = [0];

    /// <summary>Notes where the lines begin.</summary>
    public TextPositions(byte[] text)
    {
        _text = text;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                _lineStarts.Add(i + 1);
            }
        }
    }

    /// <summary>The place of a byte.</summary>
    public ConfigurationOrigin At(long offset)
    {
        int index = (int)Math.Clamp(offset, 0, _text.Length);
        int found = _lineStarts.BinarySearch(index);
        int line = found >= 0 ? found : ~found - 1;
        int start = _lineStarts[line];
        return new(line + 1, Encoding.UTF8.GetCharCount(_text, start, index - start) + 1);
    }

    /// <summary>The place of a byte in a line, both counted from 0, as the JSON reader reports errors.</summary>
    public ConfigurationOrigin At(long line, long byteInLine) => At(_lineStarts[(int)Math.Clamp(line, 0, _lineStarts.Count - 1)] + byteInLine);
}
