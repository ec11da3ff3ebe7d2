using System.Text;
using Isobar.Core.Formats;

namespace Isobar.Server.Sources;

/// <summary>What became of the lines of one source since the process started. Written by one thread.</summary>
internal sealed class SourceCounters
{
    private const int SamplesKept = 3, LongestSample = 300;

    private readonly string[]?[] _samples = new string[(int)ParseErrors.All[^1] + 1][];
    private readonly long[] _rejected = new long[(int)ParseErrors.All[^1] + 1];

    /// <summary>Physical lines, those read again after a restart and skipped not counted.</summary>
    public long Lines { get; set; }

    /// <summary>Lines that became records, late and future ones included.</summary>
    public long Records { get; set; }

    /// <summary>Records whose window was sealed before they came.</summary>
    public long Late { get; set; }

    /// <summary>Records more than an hour ahead of the clock.</summary>
    public long Future { get; set; }

    /// <summary>Lines read again after a restart whose windows were sealed before it: they are in those windows.</summary>
    public long Skipped { get; set; }

    /// <summary>Times that a file was renamed or truncated and a new one begun.</summary>
    public long Rotations { get; set; }

    /// <summary>Files with lines of open windows that could not be found again.</summary>
    public long LostFiles { get; set; }

    /// <summary>Bytes read, those read again after a restart included.</summary>
    public long Bytes { get; set; }

    /// <summary>Counts a line that gave no record, and keeps the first of each reason and then one now and then, so that people see what they look like.</summary>
    public void Reject(ParseError reason, ReadOnlySpan<byte> line)
    {
        long count = ++_rejected[(int)reason];
        if (reason.IsFault() && (count <= SamplesKept || long.IsPow2(count)))
        {
            string text = Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestSample)]);
            string[] known = _samples[(int)reason] ?? [];
            // A new list, since other threads may be reading the one before.
            _samples[(int)reason] = [.. known.TakeLast(SamplesKept - 1), text];
        }
    }

    /// <summary>Some lines that gave no record, by reason, in the order of reasons, the latest last.</summary>
    public IReadOnlyDictionary<ParseError, IReadOnlyList<string>> Samples =>
        ParseErrors.All.Where(reason => _samples[(int)reason] is not null).ToDictionary(reason => reason, reason => (IReadOnlyList<string>)_samples[(int)reason]!);

    /// <summary>Lines that gave no record, by reason, in the order of reasons; reasons without a line are left out.</summary>
    public IReadOnlyList<(ParseError Reason, long Lines)> Rejected =>
        [.. ParseErrors.All.Where(reason => _rejected[(int)reason] > 0).Select(reason => (reason, _rejected[(int)reason]))];
}
