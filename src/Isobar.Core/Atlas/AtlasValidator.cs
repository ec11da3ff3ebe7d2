using System.Globalization;

namespace Isobar.Core.Atlas;

/// <summary>
/// Checks everything that a look-up relies on: sizes fit each other, keys ascend, every index leads to something. About 30 ms for the default atlas of 100 MB, once per opening,
/// and no look-up has to check anything again.
/// </summary>
internal static class AtlasValidator
{
    public static void Validate(ReadOnlyMemory<byte>[] sections)
    {
        int count = Items<ulong>(sections, AtlasSection.Ids).Length;
        ValidateTexts(sections, out int texts);
        ValidateDescriptions(sections, count, texts);
        ValidateAbout(sections, texts);
        ValidateTree<uint>(sections, AtlasSection.IPv4Keys, AtlasSection.IPv4Values);
        RequireBelow(sections, AtlasSection.IPv4Values, (uint)count);
        ValidateTree<ulong>(sections, AtlasSection.IPv6Keys, AtlasSection.IPv6Values);
        ValidateSplits(sections, (uint)count);
    }

    private static void ValidateTexts(ReadOnlyMemory<byte>[] sections, out int texts)
    {
        ReadOnlySpan<uint> starts = Items<uint>(sections, AtlasSection.TextStarts);
        Require(starts.Length >= 2 && starts[0] == 0 && starts[^1] == sections[(int)AtlasSection.TextBytes].Length, AtlasSection.TextStarts);
        bool isAscending = true;
        for (int i = 1; i < starts.Length; i++)
        {
            isAscending &= starts[i - 1] <= starts[i];
        }
        Require(isAscending, AtlasSection.TextStarts);
        texts = starts.Length - 1;
    }

    private static void ValidateDescriptions(ReadOnlyMemory<byte>[] sections, int count, int texts)
    {
        ReadOnlySpan<ulong> ids = Items<ulong>(sections, AtlasSection.Ids);
        bool isAscending = count > 0 && ids[0] == 0;
        for (int i = 1; i < ids.Length; i++)
        {
            isAscending &= ids[i - 1] < ids[i];
        }
        Require(isAscending, AtlasSection.Ids);
        ReadOnlySpan<int> places = Items<int>(sections, AtlasSection.Places);
        ReadOnlySpan<uint> networks = Items<uint>(sections, AtlasSection.Networks);
        Require(places.Length % AtlasFile.PlaceWords == 0, AtlasSection.Places);
        Require(networks.Length % AtlasFile.NetworkWords == 0, AtlasSection.Networks);
        Require(Items<uint>(sections, AtlasSection.PlaceOf).Length == count, AtlasSection.PlaceOf);
        Require(Items<uint>(sections, AtlasSection.NetworkOf).Length == count, AtlasSection.NetworkOf);
        RequireBelow(sections, AtlasSection.PlaceOf, (uint)(places.Length / AtlasFile.PlaceWords));
        RequireBelow(sections, AtlasSection.NetworkOf, (uint)(networks.Length / AtlasFile.NetworkWords));
        bool areTexts = true;
        for (int i = 0; i < places.Length; i++)
        {
            areTexts &= i % AtlasFile.PlaceWords >= 5 || (places[i] >= 0 && places[i] < texts);
        }
        Require(areTexts, AtlasSection.Places);
        for (int i = 1; i < networks.Length; i += AtlasFile.NetworkWords)
        {
            areTexts &= networks[i] < texts;
        }
        Require(areTexts, AtlasSection.Networks);
    }

    private static void ValidateAbout(ReadOnlyMemory<byte>[] sections, int texts)
    {
        ReadOnlySpan<uint> about = Items<uint>(sections, AtlasSection.About);
        Require(about.Length >= AtlasFile.AboutWords
            && (long)about[4] * AtlasFile.SourceWords == about.Length - AtlasFile.AboutWords
            && about[0] < texts
            && about[1] < texts, AtlasSection.About);
        for (int i = AtlasFile.AboutWords; i < about.Length; i += AtlasFile.SourceWords)
        {
            Require(about[i] is (uint)AtlasSourceKind.City or (uint)AtlasSourceKind.Asn && about[i + 1] < texts && about[i + 2] < texts, AtlasSection.About);
        }
    }

    private static void ValidateTree<T>(ReadOnlyMemory<byte>[] sections, AtlasSection keys, AtlasSection values)
        where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T>
    {
        int count = Items<uint>(sections, values).Length;
        // The layout of a broken count must not overflow: keys take at least as much room as their level 0.
        Require(count <= Items<T>(sections, keys).Length && SampledTree.IsValid(Items<T>(sections, keys), SampledTree.Layout(count), count), keys);
    }

    private static void ValidateSplits(ReadOnlyMemory<byte>[] sections, uint count)
    {
        ReadOnlySpan<uint> starts = Items<uint>(sections, AtlasSection.SplitStarts);
        ReadOnlySpan<ulong> keys = Items<ulong>(sections, AtlasSection.SplitKeys);
        Require(starts.Length >= 1 && starts[0] == 0 && starts[^1] == keys.Length, AtlasSection.SplitStarts);
        for (int i = 1; i < starts.Length; i++)
        {
            Require(starts[i - 1] < starts[i] && starts[i] <= keys.Length && keys[(int)starts[i - 1]] == 0, AtlasSection.SplitStarts);
        }
        Require(Items<uint>(sections, AtlasSection.SplitValues).Length == keys.Length, AtlasSection.SplitValues);
        RequireBelow(sections, AtlasSection.SplitValues, count);
        bool isBelow = true;
        foreach (uint value in Items<uint>(sections, AtlasSection.IPv6Values))
        {
            bool isSplit = (value & AtlasFile.SplitFlag) != 0;
            isBelow &= (value & ~AtlasFile.SplitFlag) < (isSplit ? (uint)starts.Length - 1 : count);
        }
        Require(isBelow, AtlasSection.IPv6Values);
    }

    private static void RequireBelow(ReadOnlyMemory<byte>[] sections, AtlasSection section, uint limit)
    {
        bool isBelow = true;
        foreach (uint value in Items<uint>(sections, section))
        {
            isBelow &= value < limit;
        }
        Require(isBelow, section);
    }

    private static ReadOnlySpan<T> Items<T>(ReadOnlyMemory<byte>[] sections, AtlasSection section)
        where T : unmanaged
    {
        ReadOnlySpan<T> items = AtlasFile.As<T>(sections[(int)section]);
        Require(sections[(int)section].Length == System.Runtime.InteropServices.MemoryMarshal.AsBytes(items).Length, section);
        return items;
    }

    private static void Require(bool holds, AtlasSection section)
    {
        if (!holds)
        {
            int entry = 32 + ((int)section * 16);
            throw AtlasFile.Fault(entry, string.Create(CultureInfo.InvariantCulture, $"section {section} contradicts itself or the others; the file is damaged, build the atlas again"));
        }
    }
}
