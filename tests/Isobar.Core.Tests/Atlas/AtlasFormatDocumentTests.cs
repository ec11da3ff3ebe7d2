using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Atlas;

/// <summary>docs/formats/atlas.md says what the code writes.</summary>
public sealed partial class AtlasFormatDocumentTests
{
    private static readonly string s_page = File.ReadAllText(Repository.Path("docs/formats/atlas.md"));

    [Fact]
    public void The_page_lists_the_sections_in_their_order() => Assert.Equal(
        Enum.GetValues<AtlasSection>().Select(static section => $"{(int)section} {section}"),
        SectionRow().Matches(s_page).Select(static row => $"{row.Groups[1].Value} {row.Groups[2].Value}"));

    [Fact]
    public void Items_of_a_written_file_have_the_sizes_of_the_page()
    {
        ReadOnlyMemory<byte>[] sections = AtlasFile.Read(AtlasSamples.Varied(), out _);
        foreach (Match row in SectionRow().Matches(s_page))
        {
            int times = row.Groups[3].Success ? row.Groups[3].Value[0] - '0' : 1;
            int bytes = times * (row.Groups[4].Value[1..] switch { "8" => 1, "32" => 4, _ => 8 });
            int length = sections[Enum.Parse<AtlasSection>(row.Groups[2].Value) is var section ? (int)section : 0].Length;
            Assert.True(length > 0 && length % bytes == 0, $"{row.Groups[2].Value}: {length} is no multiple of {bytes}");
        }
    }

    [Fact]
    public void The_header_has_the_bytes_of_the_page()
    {
        byte[] file = AtlasSamples.Varied();
        Assert.Contains("byte 272        checksum", s_page, StringComparison.Ordinal);
        Assert.Contains("byte 280        end of the header", s_page, StringComparison.Ordinal);
        Assert.Equal(280, AtlasFile.HeaderBytes);
        Assert.Equal("ISOATLAS"u8, file.AsSpan(0, 8));
        Assert.Contains($"version {AtlasFile.Version}\n", s_page, StringComparison.Ordinal);
        Assert.Equal(AtlasFile.Version, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8)));
        Assert.Equal((int)CityNetworkAtlas.Open(file).Levels, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12)));
        Assert.Equal(file.Length, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(16)));
        Assert.Equal(15u, BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(24)));
        Assert.Equal(320, BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(32)));
        Assert.Equal(StableHash.Of(file.AsSpan(0, 272)), BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(272)));
    }

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \| (?:(\d) × )?([ui]\d+) \|", RegexOptions.Multiline)]
    private static partial Regex SectionRow();
}
