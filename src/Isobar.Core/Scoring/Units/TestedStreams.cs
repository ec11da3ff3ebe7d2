namespace Isobar.Core.Scoring.Units;

/// <summary>
/// The streams that a unit could test in a window. Who tests failures alone has not looked for missing clients, and who tests round trips alone not for slow answers:
/// such a unit knows nothing against an element that has.
/// </summary>
/// <param name="Bits">A bit for each stream.</param>
internal readonly record struct TestedStreams(byte Bits)
{
    /// <summary>The streams with a test.</summary>
    public static TestedStreams Of(ReadOnlySpan<StreamVerdict> verdicts)
    {
        int bits = 0;
        for (int stream = 0; stream < verdicts.Length; stream++)
        {
            bits |= verdicts[stream].IsTested ? 1 << stream : 0;
        }
        return new((byte)bits);
    }

    /// <summary>Whether a stream is among them.</summary>
    public bool Has(EvidenceStream stream) => (Bits >> (int)stream & 1) != 0;
}
