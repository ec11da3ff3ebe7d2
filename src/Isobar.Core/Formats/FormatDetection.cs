namespace Isobar.Core.Formats;

/// <summary>What the first lines of a file say about its format.</summary>
/// <param name="Format">The format, or null where none reads at least half of the lines; of a file with nothing but a header, the format that understands it.</param>
/// <param name="Nearest">The format that reads the most lines; null where none reads any.</param>
/// <param name="Lines">Lines that were looked at: at most 100, without blank lines, comments and headers.</param>
/// <param name="Read">Those of them that the nearest format reads.</param>
/// <param name="FirstBadLine">Number, from 1, of the first line that the nearest format does not read (the first line where no format reads any); 0 where it reads all.</param>
/// <param name="FirstBadText">The text of that line, at most 200 bytes of it.</param>
/// <param name="FirstBadReason">Why it was not read.</param>
/// <param name="HeaderFault">Why the file's header cannot be used, as a sentence for the user; null where a format was found or no format saw a header of its own. Of a single candidate also what it says of a file without a header.</param>
public sealed record FormatDetection(
    LogFormat? Format,
    LogFormat? Nearest,
    int Lines,
    int Read,
    int FirstBadLine,
    string FirstBadText,
    ParseError FirstBadReason,
    string? HeaderFault);
