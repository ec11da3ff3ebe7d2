using Isobar.Core.Baselines;

namespace Isobar.Core.Scoring.Units;

/// <summary>
/// Counts of a thin unit over a block of windows. Sixteen bits suffice: a unit with more than a few dozen samples a window is tested on the window itself.
/// Times to first byte are not kept: they are tested at elements first, which are not thin.
/// </summary>
internal struct SpanBlock
{
    /// <summary>Parts of an expected client that are told apart.</summary>
    private const float ClientParts = 16;

    public ushort Votes;
    public ushort VotePairs;
    public ushort NetworkFailed;
    public ushort ServiceFailed;
    public ushort Clients;
    public ushort ClientParts16;
    public ushort Samples;
    public ushort SamplePairs;
    public EdgeValues<ushort> Above;

    /// <summary>Clients that were to be expected.</summary>
    public readonly float ClientsExpected => ClientParts16 / ClientParts;

    /// <summary>The block of one window.</summary>
    public static SpanBlock Of(in UnitCounts counts)
    {
        SpanBlock block = default;
        block.Votes = Cut(counts.Votes);
        block.VotePairs = Cut((long)counts.Votes * (counts.Votes - 1));
        block.NetworkFailed = Cut(counts.Hits[Tracks.Network]);
        block.ServiceFailed = Cut(counts.Hits[Tracks.Service]);
        block.Clients = Cut(counts.Hits[Tracks.Volume]);
        block.ClientParts16 = Cut((long)(counts.Expected[Tracks.Volume] * ClientParts));
        block.Samples = Cut(counts.RttSamples);
        block.SamplePairs = Cut((long)counts.RttSamples * (counts.RttSamples - 1));
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            block.Above[edge] = Cut(counts.Hits[Tracks.Rtt + edge]);
        }
        return block;
    }

    /// <summary>Adds another block.</summary>
    public void Add(in SpanBlock other)
    {
        Votes = Cut(Votes + other.Votes);
        VotePairs = Cut(VotePairs + other.VotePairs);
        NetworkFailed = Cut(NetworkFailed + other.NetworkFailed);
        ServiceFailed = Cut(ServiceFailed + other.ServiceFailed);
        Clients = Cut(Clients + other.Clients);
        ClientParts16 = Cut(ClientParts16 + other.ClientParts16);
        Samples = Cut(Samples + other.Samples);
        SamplePairs = Cut(SamplePairs + other.SamplePairs);
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            Above[edge] = Cut(Above[edge] + other.Above[edge]);
        }
    }

    private static ushort Cut(long value) => (ushort)Math.Min(value, ushort.MaxValue);
}
