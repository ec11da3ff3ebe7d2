namespace Isobar.Core.Scoring.Units;

/// <summary>Which levels a stream's window reached, with a drop that matters.</summary>
internal struct WindowPasses
{
    /// <summary>The level of which two in three windows open.</summary>
    public bool TwoOfThree;

    /// <summary>The level of which three in four windows open.</summary>
    public bool ThreeOfFour;

    /// <summary>The level that opens at once.</summary>
    public bool Fast;
}
