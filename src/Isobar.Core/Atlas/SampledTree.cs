using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Isobar.Core.Atlas;

/// <summary>
/// A search tree over ascending keys that needs no pointers: level 0 holds all keys, each further level every sixteenth key of the level below, until a level has
/// at most sixteen. Levels are padded to sixteen with the largest number and stored one after the other, level 0 first.
/// </summary>
/// <remarks>
/// Sixteen 32-bit keys are one cache line, compared at once. The upper levels stay in the processor's cache, so a look-up among millions of keys waits for about two lines of
/// memory, where a binary search waits for ten or more. (The idea is that of a B+ tree laid out by level.)
/// </remarks>
internal static class SampledTree
{
    public const int Fan = 16;

    /// <summary>The index of each level's first key for so many keys, with the total as the last element.</summary>
    public static int[] Layout(int keys)
    {
        List<int> starts = [0];
        int count = keys;
        while (true)
        {
            int blocks = (int)(((long)count + Fan - 1) / Fan);
            starts.Add(checked(starts[^1] + (blocks * Fan)));
            if (blocks <= 1)
            {
                return [.. starts];
            }
            count = blocks;
        }
    }

    /// <summary>All levels for the given keys.</summary>
    public static T[] Build<T>(ReadOnlySpan<T> keys)
        where T : unmanaged, IMinMaxValue<T>
    {
        int[] layout = Layout(keys.Length);
        T[] all = new T[layout[^1]];
        Array.Fill(all, T.MaxValue);
        keys.CopyTo(all);
        int count = keys.Length;
        for (int level = 1; level < layout.Length - 1; level++)
        {
            count = (count + Fan - 1) / Fan;
            for (int i = 0; i < count; i++)
            {
                all[layout[level] + i] = all[layout[level - 1] + (i * Fan)];
            }
        }
        return all;
    }

    /// <summary>Whether the levels are those of <see cref="Build"/>: ascending keys that begin at zero, sampled and padded. Then no search can leave the tree.</summary>
    /// <remarks>Millions of keys are looked at once, at the start: there is no second call for which the compiler could do it better.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsValid<T>(ReadOnlySpan<T> all, ReadOnlySpan<int> layout, int keys)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        if (keys == 0 || all.Length != layout[^1] || all[0] != T.Zero)
        {
            return false;
        }
        bool isAscending = true;
        for (int i = 1; i < keys; i++)
        {
            isAscending &= all[i - 1] < all[i];
        }
        int count = keys;
        for (int level = 0; level < layout.Length - 1; level++)
        {
            if (all[(layout[level] + count)..layout[level + 1]].ContainsAnyExcept(T.MaxValue))
            {
                return false;
            }
            int above = (count + Fan - 1) / Fan;
            for (int i = 0; level + 2 < layout.Length && i < above; i++)
            {
                isAscending &= all[layout[level + 1] + i] == all[layout[level] + (i * Fan)];
            }
            count = above;
        }
        return isAscending;
    }

    /// <summary>The index of the last key that is not above the sought one.</summary>
    public static int Find(ReadOnlySpan<uint> all, ReadOnlySpan<int> layout, int keys, uint sought)
    {
        unchecked
        {
            if (sought == uint.MaxValue)
            {
                // The padding has this value too.
                return keys - 1;
            }
            int position = 0;
            Vector256<uint> limit = Vector256.Create(sought);
            for (int level = layout.Length - 2; level >= 0; level--)
            {
                ReadOnlySpan<uint> block = all.Slice(layout[level] + (position * Fan), Fan);
                uint low = Vector256.LessThanOrEqual(Vector256.Create(block), limit).ExtractMostSignificantBits();
                uint high = Vector256.LessThanOrEqual(Vector256.Create(block[8..]), limit).ExtractMostSignificantBits();
                position = (position * Fan) + BitOperations.PopCount(low | high << 8) - 1;
            }
            return position;
        }
    }

    /// <inheritdoc cref="Find(ReadOnlySpan{uint}, ReadOnlySpan{int}, int, uint)"/>
    public static int Find(ReadOnlySpan<ulong> all, ReadOnlySpan<int> layout, int keys, ulong sought)
    {
        unchecked
        {
            if (sought == ulong.MaxValue)
            {
                return keys - 1;
            }
            int position = 0;
            Vector256<ulong> limit = Vector256.Create(sought);
            for (int level = layout.Length - 2; level >= 0; level--)
            {
                ReadOnlySpan<ulong> block = all.Slice(layout[level] + (position * Fan), Fan);
                uint bits = Vector256.LessThanOrEqual(Vector256.Create(block), limit).ExtractMostSignificantBits()
                    | Vector256.LessThanOrEqual(Vector256.Create(block[4..]), limit).ExtractMostSignificantBits() << 4
                    | Vector256.LessThanOrEqual(Vector256.Create(block[8..]), limit).ExtractMostSignificantBits() << 8
                    | Vector256.LessThanOrEqual(Vector256.Create(block[12..]), limit).ExtractMostSignificantBits() << 12;
                position = (position * Fan) + BitOperations.PopCount(bits) - 1;
            }
            return position;
        }
    }
}
