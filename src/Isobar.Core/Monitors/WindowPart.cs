namespace Isobar.Core.Monitors;

/// <summary>The traffic of one entry of a profile in one window.</summary>
internal struct WindowPart
{
    /// <summary>Bytes from clients.</summary>
    public long BytesIn;

    /// <summary>Bytes to clients.</summary>
    public long BytesOut;

    /// <summary>Connections or requests.</summary>
    public long Connections;

    /// <summary>Samples of round-trip time.</summary>
    public long RttSamples;

    /// <summary>1 + the first row of the chain with its tallies, or 0.</summary>
    public int FirstRow;
}
