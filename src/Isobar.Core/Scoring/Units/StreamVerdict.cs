namespace Isobar.Core.Scoring.Units;

/// <summary>What the test of one stream of a unit came to in one window.</summary>
internal struct StreamVerdict
{
    /// <summary>Whether there was enough to test.</summary>
    public bool IsTested;

    /// <summary>Whether the window's own drop is certain and big enough.</summary>
    public bool IsSignificant;

    /// <summary>Whether the window counts as good in an open run.</summary>
    public bool IsGood;

    /// <summary>The edge that shows the drop most, 0 to 4; of no meaning for streams without edges.</summary>
    public byte Edge;

    /// <summary>The span that was tested, as a level of the layout.</summary>
    public byte Level;

    /// <summary>Votes or samples; expected clients of the volume test.</summary>
    public double Samples;

    /// <summary>Hits.</summary>
    public double Hits;

    /// <summary>The usual share of hits.</summary>
    public double Share;

    /// <summary>Intra-class correlation that the test used.</summary>
    public double Scatter;

    /// <summary>The usual share at the highest edge.</summary>
    public double LastShare;

    /// <summary>The correlation at the highest edge.</summary>
    public double LastScatter;

    /// <summary>ln of the p-value.</summary>
    public double LogP;

    /// <summary>Estimated share of traffic that sees a drop, whether certain or not.</summary>
    public double Drop;
}
