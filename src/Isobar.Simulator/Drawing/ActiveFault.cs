namespace Isobar.Simulator.Drawing;

/// <summary>A fault on the row that is being drawn, and what it has done to it so far.</summary>
internal struct ActiveFault
{
    public int Fault;

    /// <summary>Share of the row's traffic that it affects.</summary>
    public double Amount;

    public int Vanished;
    public int Failed;
    public int ServiceFailed;
    public int RttDelayed;
    public int TtfbDelayed;
}
