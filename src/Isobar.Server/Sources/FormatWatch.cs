using Isobar.Core.Formats;

namespace Isobar.Server.Sources;

/// <summary>Finds the format of a source from the first lines that come. Until it is sure, nothing is read, so that no line is lost to a wrong guess.</summary>
/// <param name="given">The format as configured; null to recognise it.</param>
internal sealed class FormatWatch(LogFormat? given)
{
    /// <summary>Fewer lines may be a scanner's first nonsense: more are waited for before a format is called unknown.</summary>
    private const int EnoughLines = 10;

    private const int HeadBytes = 64 * 1024;

    private (TailedFile File, long Length) _seen;

    /// <summary>The format; null until it is known.</summary>
    public LogFormat? Format { get; private set; } = given;

    /// <summary>Why it is not recognised; null when it is, or when too little has come to tell.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether the format is known, if need be from this file.</summary>
    public bool Recognise(TailedFile file)
    {
        if (Format is not null)
        {
            return true;
        }
        if (file.Length == 0 || _seen == (file, file.Length))
        {
            return false;
        }
        _seen = (file, file.Length);
        byte[] head = new byte[Math.Min(HeadBytes, file.Length)];
        ReadOnlySpan<byte> bytes = head.AsSpan(0, file.ReadAt(head, 0));
        ReadOnlySpan<byte> lines = bytes[..(bytes.LastIndexOf((byte)'\n') + 1)];
        FormatDetection detection = FormatDetector.Detect(lines, [.. LogFormats.Named.Select(named => named.Format)]);
        if (detection.Lines == 0)
        {
            return false;
        }
        Format = detection.Format;
        Fault = Format is null && detection.Lines >= EnoughLines ? InputFormat.NotRecognised(file.Path, detection) : null;
        return Format is not null;
    }
}
