using Isobar.Core.Formats;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Formats.Json;
using Isobar.Core.Formats.Templates;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Sources;

/// <summary>Finds the format of an input: from what the user said, or from its first lines.</summary>
internal static class InputFormat
{
    /// <summary>
    /// The format a user asked for: a name, a template pasted from a server's configuration, a map of JSON fields (`json:…`), or columns (`columns:…`, `vpc-flow:…`).
    /// </summary>
    /// <param name="text">What the user said.</param>
    /// <param name="fault">What is wrong with it, and what would be right.</param>
    public static LogFormat? TryParse(string text, out string? fault)
    {
        List<string> faults = [];
        LogFormat? format = Parse(text, faults);
        fault = format is null ? string.Join(Environment.NewLine, faults) : null;
        return format;
    }

    /// <summary>All that is wrong with a format that a configuration names; nothing when it can be used.</summary>
    public static IReadOnlyList<string> Check(string text)
    {
        List<string> faults = [];
        Parse(text, faults);
        return faults;
    }

    private static LogFormat? Parse(string text, List<string> faults)
    {
        if (LogFormats.TryFind(text, out LogFormat? format))
        {
            return format;
        }
        if (JsonFormat.Understands(text))
        {
            return JsonFormat.Compile(text, faults);
        }
        if (ColumnFormats.Understands(text))
        {
            return ColumnFormats.Compile(text, faults);
        }
        if (!FormatTemplate.TryCompile(text, out format, out IReadOnlyList<TemplateFault> templateFaults))
        {
            faults.AddRange(FormatTemplate.LooksLikeTemplate(text) ? templateFaults.Select(found => found.ToString()) : [NotAFormat(text)]);
        }
        return format;
    }

    private static string NotAFormat(string text)
    {
        string[] names = [.. LogFormats.Named.Select(named => named.Name)];
        return $"'{text}' is no format: {NearestName.Hint(text, names, "there is none of this name.")} Formats by name: {string.Join(", ", names)}. "
            + "Or paste the format string of your server's configuration.";
    }

    /// <summary>The format of an input by its first lines.</summary>
    /// <exception cref="IOException">No format reads at least half of them; the text names the nearest and the first line it does not read.</exception>
    public static LogFormat Recognise(string name, ReadOnlySpan<byte> firstBytes)
    {
        FormatDetection detection = FormatDetector.Detect(firstBytes, [.. LogFormats.Named.Select(named => named.Format)]);
        if (detection.Format is not null)
        {
            return detection.Format;
        }
        if (detection.Lines == 0)
        {
            // An empty log (just rotated, or only headers so far) has nothing to misread.
            return detection.Nearest ?? LogFormats.Named[0].Format;
        }
        throw new IOException(NotRecognised(name, detection));
    }

    /// <summary>Why no format was recognised, and what to do.</summary>
    public static string NotRecognised(string name, FormatDetection detection)
    {
        if (detection is { Nearest: null, HeaderFault: string fault })
        {
            return $"{name}: its header cannot be used. {Printable(fault)}{Environment.NewLine}"
                + "  Rename the columns, or lay them out with --format 'columns:SEPARATOR:FIELD,...' (docs/log-formats.md).";
        }
        string nearest = detection.Nearest is null
            ? "no known format reads any of its first lines"
            : $"the nearest format, {detection.Nearest.Name}, reads {detection.Read} of its first {detection.Lines} lines";
        return $"{name}: its format is not recognised: {nearest}.{Environment.NewLine}"
            + $"  First line that is not read (line {detection.FirstBadLine}, {detection.FirstBadReason.Label()}): {Printable(detection.FirstBadText)}{Environment.NewLine}"
            + "  Name the format with --format, or paste the format string of your server's configuration: --format '$remote_addr - ...' (docs/log-formats.md).";
    }

    /// <summary>Why a log in this format cannot be read by its header, as a sentence; null where nothing speaks against the header, or the format has none.</summary>
    public static string? HeaderFault(LogFormat format, ReadOnlySpan<byte> firstBytes) =>
        FormatDetector.Detect(firstBytes, [format]).HeaderFault is string fault ? Printable(fault) : null;

    /// <summary>Text from a log for a terminal: control characters could move its cursor or worse.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '�' : c));
}
