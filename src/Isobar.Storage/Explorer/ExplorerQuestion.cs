namespace Isobar.Storage.Explorer;

/// <summary>A question whose answer is drawn over time.</summary>
/// <param name="Scope">Which traffic.</param>
public sealed record ExplorerQuestion(ExplorerScope Scope)
{
    /// <summary>
    /// Length of a step, seconds: a multiple of 300 from 300 to 86,400. 0 chooses the shortest of five minutes, 10, 15, 30, one hour, 2, 3, 6, 12 or 24 that gives at most 1,500 steps.
    /// Where the range is longer than 48 hours, less than an hour means an hour.
    /// </summary>
    public int StepSeconds { get; init; }

    /// <summary>What tells groups apart.</summary>
    public ExplorerDimension GroupBy { get; init; }

    /// <summary>Most groups of their own, those with the most bytes; what is left is one more. From 1 to 100. Address families are both told.</summary>
    public int Top { get; init; } = 10;
}
