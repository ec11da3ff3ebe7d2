namespace Isobar.Simulator.Drawing;

/// <summary>What samples of one kind are drawn from: where their round-trip times lie, and what delays them.</summary>
internal struct SampleGroup
{
    /// <summary>The shape at the lower of the two levels of queueing that the load lies between; the next shape is the upper.</summary>
    public int Shape;

    /// <summary>Chance of the upper level, of 2^15.</summary>
    public int UpperLevel;

    /// <summary>Where the shape lies.</summary>
    public ShiftKernel Kernel;

    /// <summary>Factor of the round-trip time; 1 without a fault.</summary>
    public double RttFactor;

    /// <summary>Added to the round-trip time, microseconds.</summary>
    public double RttAddMicros;

    /// <summary>Factor of the service time.</summary>
    public double ServiceFactor;

    /// <summary>Added to the service time, microseconds.</summary>
    public double ServiceAddMicros;

    /// <summary>Service times without the factor, microseconds: <see cref="SampleDraws.ServicePoints"/> equally likely values.</summary>
    public double[] ServiceMicros;

    /// <summary>Whether round-trip times differ from the usual ones.</summary>
    public readonly bool IsDelayed => RttFactor != 1 || RttAddMicros != 0;
}
