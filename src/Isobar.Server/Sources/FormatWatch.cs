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
        FormatDetection detection = Detect(file);
        Format = detection.Lines == 0 ? null : detection.Format;
        Fault = Format is null && detection.Lines >= EnoughLines ? InputFormat.NotRecognised(file.Path, detection) : null;
        return Format is not null;
    }

    /// <summary>Why a source's format cannot be told from the files that are there now; null when it can, or when there is too little of them yet.</summary>
    public static string? FaultOf(LogSource source)
    {
        FormatWatch watch = new(source.Format);
        foreach (string path in source.Files.SelectMany(LogFiles.Matching).Where(path => File.Exists(path) && !LogFiles.IsCompressed(path)))
        {
            try
            {
                using TailedFile? file = TailedFile.TryOpen(path) is { } handle ? new(path, handle) : null;
                if (file is not null && watch.Recognise(file))
                {
                    return null;
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return $"{path} cannot be read: {error.Message}";
            }
        }
        return watch.Fault;
    }

    private static FormatDetection Detect(TailedFile file)
    {
        byte[] head = new byte[Math.Min(HeadBytes, file.Length)];
        ReadOnlySpan<byte> bytes = head.AsSpan(0, file.ReadAt(head, 0));
        // A line that is not yet whole says nothing.
        ReadOnlySpan<byte> lines = bytes[..(bytes.LastIndexOf((byte)'\n') + 1)];
        return FormatDetector.Detect(lines, [.. LogFormats.Named.Select(named => named.Format)]);
    }
}
