using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>The traffic of a pair in one window, over its strata.</summary>
internal struct PairTraffic
{
    public long BytesIn;
    public long BytesOut;
    public long Connections;
    public double Weight;

    public void Add(in WindowPart part, double weight)
    {
        BytesIn = Saturating.Add(BytesIn, part.BytesIn);
        BytesOut = Saturating.Add(BytesOut, part.BytesOut);
        Connections = Saturating.Add(Connections, part.Connections);
        Weight += weight;
    }
}
