using System.Globalization;
using System.Text;

namespace Isobar.Core.Atlas;

/// <summary>Gives each different text a number, in the order of their first appearance. Number 0 is the empty text.</summary>
internal sealed class TextTable
{
    /// <summary>Most bytes of all texts together; the default sources need about 5 MB.</summary>
    private const long MaxBytes = 256L << 20;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _texts = [""];
    private long _bytes;

    public string this[int number] => _texts[number];

    public int Count => _texts.Count;

    public int Number(string text)
    {
        if (_numbers.TryGetValue(text, out int number))
        {
            return number;
        }
        _bytes += Encoding.UTF8.GetByteCount(text);
        if (_bytes > MaxBytes)
        {
            throw new AtlasFormatException(string.Create(CultureInfo.InvariantCulture, $"The names of all sources together take more than {MaxBytes} bytes, many times what published databases need."));
        }
        _numbers.Add(text, _texts.Count);
        _texts.Add(text);
        return _texts.Count - 1;
    }

    /// <summary>The sections <see cref="AtlasSection.TextStarts"/> and <see cref="AtlasSection.TextBytes"/>.</summary>
    public (int[] Starts, byte[] Bytes) Write()
    {
        int[] starts = new int[_texts.Count + 1];
        byte[] bytes = new byte[_bytes];
        for (int i = 0; i < _texts.Count; i++)
        {
            starts[i + 1] = starts[i] + Encoding.UTF8.GetBytes(_texts[i], bytes.AsSpan(starts[i]));
        }
        return (starts, bytes);
    }
}
