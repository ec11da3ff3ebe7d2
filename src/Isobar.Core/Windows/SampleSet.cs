using System.Runtime.CompilerServices;

namespace Isobar.Core.Windows;

/// <summary>
/// At most four samples of one client in one interval: those with the smallest hash(client, time, value). The choice depends on what was seen,
/// not on the order in which it was seen, so merging is exact.
/// </summary>
public struct SampleSet
{
    /// <summary>Samples that one client contributes per interval at most (`statistics.md` of the design, section 2).</summary>
    public const int Capacity = 4;

    [InlineArray(Capacity)]
    private struct Slots
    {
        private ulong _slot;
    }

    /// <summary>Each slot is hash (high 32 bits) and value in microseconds (low 32 bits); the order of slots is the order of choice.</summary>
    private Slots _slots;

    /// <summary>Number of samples, 0 to 4.</summary>
    public int Count { get; private set; }

    /// <summary>A sample's value, microseconds.</summary>
    public readonly long MicrosAt(int index) => (long)(_slots[index] & uint.MaxValue);

    /// <summary>The whole slot, for writing.</summary>
    internal readonly ulong SlotAt(int index) => _slots[index];

    /// <summary>Offers a sample.</summary>
    /// <param name="hash">Hash of client, time and value.</param>
    /// <param name="micros">Value, microseconds, clamped to 32 bits (71 minutes; sketches end at 60 s).</param>
    public void Offer(ulong hash, long micros) => OfferSlot(hash >> 32 << 32 | (ulong)Math.Clamp(micros, 0, uint.MaxValue));

    /// <summary>Offers all samples of another set.</summary>
    public void Merge(in SampleSet other)
    {
        for (int i = 0; i < other.Count; i++)
        {
            OfferSlot(other._slots[i]);
        }
    }

    internal void OfferSlot(ulong slot)
    {
        int at = Count;
        if (at == Capacity)
        {
            if (slot >= _slots[Capacity - 1])
            {
                return;
            }
            at--;
        }
        else
        {
            Count++;
        }
        for (; at > 0 && _slots[at - 1] > slot; at--)
        {
            _slots[at] = _slots[at - 1];
        }
        _slots[at] = slot;
    }
}
