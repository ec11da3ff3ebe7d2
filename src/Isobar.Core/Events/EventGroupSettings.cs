namespace Isobar.Core.Events;

/// <summary>How groups of drops are kept together through time (section 8 of the statistical design).</summary>
public sealed record EventGroupSettings
{
    /// <summary>The defaults.</summary>
    public static EventGroupSettings Default { get; } = new();

    /// <summary>Good windows in a row after which a group is resolved; its end is the first of them. One good window among bad ones is mostly chance.</summary>
    public int GoodWindows { get; init; } = 2;

    /// <summary>A drop that returns within this time after the end goes on as the same group, seconds.</summary>
    public int ReactivationSeconds { get; init; } = 900;

    /// <summary>
    /// Drops of the pairs of a group are its aftermath for this long after its end, seconds: thin pairs are tested over six hours, and the runs of such tests last
    /// as long again.
    /// </summary>
    public int AftermathSeconds { get; init; } = 12 * 3600;

    /// <summary>
    /// Weight of evidence that the last windows must bring for a group to open, in nats: odds of 99 to 1, as many elements are looked at and few are at fault. A test
    /// that looks back for hours may be certain of a drop that is over.
    /// </summary>
    public double OpeningNats { get; init; } = 4.6;

    /// <summary>Two beginnings within this time count as one, seconds: two windows of five minutes, as tests of thin pairs lag.</summary>
    public int OnsetSeconds { get; init; } = 600;

    /// <summary>Share of the time, and of the pairs of the smaller one, that two must have in common to be one.</summary>
    public double Overlap { get; init; } = 0.5;

    /// <summary>
    /// Part of the weight of the evidence so far that a new explanation must have to replace the old one: when a fault ends, its last windows know less.
    /// </summary>
    public double EvidenceToReplace { get; init; } = 0.7;

    /// <summary>The same for an explanation that names nobody where somebody was named.</summary>
    public double EvidenceToUnname { get; init; } = 1.3;
}
