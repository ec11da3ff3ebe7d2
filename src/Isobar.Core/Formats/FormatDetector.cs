using System.Numerics;
using System.Text;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>
/// Finds the format of a file from its first lines, by reading them in every format. The format that reads the most lines is taken, where a line of which something
/// is left over counts half: else one cut line would make `common` of a `combined` log. Among equals it is the one that reads more lines whole, then the one that understands the header, then the one with more fields that mean something, then the first.
/// </summary>
public static class FormatDetector
{
    /// <summary>Lines that are looked at: enough to see past a few broken ones, and read in every format within a millisecond.</summary>
    public const int LineLimit = 100;

    private const int TextLimit = 200;

    /// <summary>Detects the format of a file.</summary>
    /// <param name="firstBytes">The start of the file; 64 KiB hold 100 lines of any usual format. A last line without its end is left out, unless it is the only one.</param>
    /// <param name="candidates">The formats that come into question, the preferred ones first.</param>
    public static FormatDetection Detect(ReadOnlySpan<byte> firstBytes, IReadOnlyList<LogFormat> candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        int end = firstBytes.LastIndexOf((byte)'\n');
        ReadOnlySpan<byte> lines = end < 0 ? firstBytes : firstBytes[..end];
        LogFormat? best = null;
        Score bestScore = default;
        string? headerFault = null;
        foreach (LogFormat candidate in candidates)
        {
            Score score = ScoreOf(candidate, lines);
            if (candidates.Count == 1 || score.RefusesItsHeader)
            {
                headerFault ??= score.HeaderFault;
            }
            if (best is null || score.IsBetterThan(bestScore))
            {
                best = candidate;
                bestScore = score;
            }
        }
        if (best is null)
        {
            return new(null, null, 0, 0, 0, "", ParseError.None, null);
        }
        bool isFound = bestScore.Lines == 0 ? bestScore.UsableHeaders > 0 : bestScore.Read > 0 && bestScore.Read * 2 >= bestScore.Lines;
        return new(
            isFound ? best : null,
            bestScore.Read > 0 ? best : null,
            bestScore.Lines,
            bestScore.Read,
            bestScore.FirstBadLine,
            TextOf(lines, bestScore.FirstBadLine),
            bestScore.FirstBadReason,
            isFound ? null : headerFault);
    }

    private static Score ScoreOf(LogFormat format, ReadOnlySpan<byte> text)
    {
        LineParser parser = format.CreateParser(ParserOptions.Default);
        // A format of several shapes must not win over the one shape that all lines have.
        FormatFields fields = format is AnyOfFormat any ? any.FieldsOfEveryShape : format.Fields;
        var score = new Score { FieldCount = BitOperations.PopCount((uint)fields) };
        TrafficRecord record = default;
        int number = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            number++;
            ParseError error = parser.Parse(text[range].TrimEnd((byte)'\r'), ref record);
            if (error is ParseError.Blank or ParseError.Comment or ParseError.Header)
            {
                score.Headers += error == ParseError.Header ? 1 : 0;
                continue;
            }
            score.Lines++;
            switch (error)
            {
                case ParseError.None:
                    score.Records++;
                    score.WholeLines += parser.ConsumedWholeLine ? 1 : 0;
                    break;
                case ParseError.NotTraffic:
                    score.Records++;
                    score.WholeLines++;
                    break;
                // The right format, but for a log that was written with reverse look-up on; worth less than a record, as nearly every word is a host name.
                case ParseError.HostName:
                    score.HostNames++;
                    break;
            }
            if (error is not (ParseError.None or ParseError.NotTraffic or ParseError.HostName) && score.FirstBadLine == 0)
            {
                score.FirstBadLine = number;
                score.FirstBadReason = error;
            }
            if (score.Lines == LineLimit)
            {
                break;
            }
        }
        score.HeaderFault = parser.HeaderFault;
        return score;
    }

    private static string TextOf(ReadOnlySpan<byte> text, int line)
    {
        int number = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            if (++number == line)
            {
                ReadOnlySpan<byte> found = text[range].TrimEnd((byte)'\r');
                return Encoding.UTF8.GetString(found[..Math.Min(found.Length, TextLimit)]);
            }
        }
        return "";
    }

    private struct Score
    {
        public int Lines, Records, HostNames, WholeLines, Headers, FieldCount, FirstBadLine;
        public ParseError FirstBadReason;
        public string? HeaderFault;

        /// <summary>Header lines that name usable columns.</summary>
        public readonly int UsableHeaders => HeaderFault is null ? Headers : 0;

        /// <summary>Whether there is a header of this format that cannot be used. Lines that are a mismatch have a good header of another format.</summary>
        public readonly bool RefusesItsHeader => HeaderFault is not null && Headers > 0 && FirstBadReason != ParseError.Mismatch;

        public readonly int Read => Records + HostNames;

        private readonly int Weight => Records + WholeLines + HostNames;

        public readonly bool IsBetterThan(Score other)
        {
            // Shares are compared crosswise, as formats differ in the lines that they take for headers and comments.
            long mine = (long)Weight * Math.Max(other.Lines, 1), others = (long)other.Weight * Math.Max(Lines, 1);
            return mine != others ? mine > others
                : WholeLines != other.WholeLines ? WholeLines > other.WholeLines
                : UsableHeaders != other.UsableHeaders ? UsableHeaders > other.UsableHeaders
                : FieldCount > other.FieldCount;
        }
    }
}
