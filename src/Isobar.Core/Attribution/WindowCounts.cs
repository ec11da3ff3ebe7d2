using System.Runtime.CompilerServices;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// What a pair counted in one window, in eleven bytes. Greater counts are scaled down to a byte with their parts in proportion: windows scatter by more than chance,
/// so 255 samples of one window already say nearly as much as any number.
/// </summary>
internal struct WindowCounts
{
    private const int Limit = byte.MaxValue;

    public byte Votes;
    public byte NetworkFailed;
    public byte ServiceFailed;
    public byte Clients;
    public byte ClientsExpected;
    public byte Samples;
    public EdgeValues<byte> Above;

    /// <summary>Packs the counts of a window.</summary>
    public static WindowCounts Of(in PairCounts counts)
    {
        WindowCounts packed = default;
        if ((counts.Votes | counts.Clients | counts.Rtt.Samples) == 0)
        {
            packed.ClientsExpected = counts.ClientsExpected > 0 ? Pack(counts.ClientsExpected, Scale(counts.ClientsExpected)) : (byte)0;
            return packed;
        }
        double scale = Scale(counts.Votes);
        packed.Votes = Pack(counts.Votes, scale);
        packed.NetworkFailed = Pack(counts.NetworkFailed, scale);
        packed.ServiceFailed = Pack(counts.ServiceFailed, scale);
        scale = Scale(Math.Max(counts.Clients, counts.ClientsExpected));
        packed.Clients = counts.ClientsExpected > 0 ? Pack(counts.Clients, scale) : (byte)0;
        packed.ClientsExpected = Pack(counts.ClientsExpected, scale);
        scale = Scale(counts.Rtt.Samples);
        packed.Samples = Pack(counts.Rtt.Samples, scale);
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            packed.Above[edge] = Pack(counts.Rtt.Above[edge], scale);
        }
        return packed;
    }

    private static double Scale(double count) => count <= Limit ? 1 : Limit / count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte Pack(double count, double scale) => (byte)Math.Clamp(Math.Round(count * scale), 0, Limit);
}
