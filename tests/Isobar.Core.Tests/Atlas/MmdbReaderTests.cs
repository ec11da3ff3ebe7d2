using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Atlas.Mmdb;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Atlas;

public sealed class MmdbReaderTests
{
    [SkippableTheory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void IPv4_trees_of_every_record_size_are_read(int size)
    {
        MmdbReader reader = Open($"test-data/MaxMind-DB-test-ipv4-{size}.mmdb");
        Assert.Equal(size, reader.Metadata.RecordSize);
        Assert.Equal("1.1.1.16", reader.Find(Address("1.1.1.23"))!.Find("ip")!.Text);
        Assert.Equal("1.1.1.32", reader.Find(Address("1.1.1.32"))!.Find("ip")!.Text);
        Assert.Null(reader.Find(Address("1.1.1.33")));
        Assert.Null(reader.Find(Address("2001:db8::1")));
        Assert.Equal(
            ["1.1.1.1/128", "1.1.1.2/127", "1.1.1.4/126", "1.1.1.8/125", "1.1.1.16/124", "1.1.1.32/128"],
            reader.Networks().Select(static n => $"{n.First}/{n.Length128}"));
    }

    [SkippableTheory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void IPv6_trees_of_every_record_size_are_read(int size)
    {
        MmdbReader reader = Open($"test-data/MaxMind-DB-test-ipv6-{size}.mmdb");
        Assert.Equal("::2:0:40", reader.Find(Address("::2:0:47"))!.Find("ip")!.Text);
        Assert.Equal("::2:0:58", reader.Find(Address("::2:0:59"))!.Find("ip")!.Text);
        Assert.Null(reader.Find(Address("::2:0:5a")));
        Assert.Equal("::1:ffff:ffff/128", reader.Networks().Select(static n => $"{n.First}/{n.Length128}").First());
    }

    [SkippableTheory]
    [InlineData(24)]
    [InlineData(28)]
    [InlineData(32)]
    public void Mixed_trees_give_IPv4_once_although_aliases_repeat_it(int size)
    {
        MmdbReader reader = Open($"test-data/MaxMind-DB-test-mixed-{size}.mmdb");
        MmdbNetwork[] networks = [.. reader.Networks()];
        Assert.Equal(6, networks.Count(static n => n.First.IsIPv4));
        Assert.Equal(networks.Length, networks.Select(static n => n.First).Distinct().Count());
        Assert.Equal("::1.1.1.1", reader.Find(Address("1.1.1.1"))!.Find("ip")!.Text);
    }

    [SkippableFact]
    public void Every_data_type_is_decoded()
    {
        MmdbValue record = Open("test-data/MaxMind-DB-test-decoder.mmdb").Find(Address("1.1.1.0"))!;
        Assert.Equal([1.0, 2.0, 3.0], record.Find("array")!.Elements.Select(static e => e.Number));
        Assert.Equal(UInt128.One, record.Find("boolean")!.Integer);
        Assert.Equal([0, 0, 0, 42], record.Find("bytes")!.Bytes.ToArray());
        Assert.Equal(42.123456, record.Find("double")!.Number);
        Assert.Equal(1.1f, (float)record.Find("float")!.Number);
        Assert.Equal(-268435456, record.Find("int32")!.Number);
        Assert.Equal("hello", record.Find("map")!.Find("mapX")!.Find("utf8_stringX")!.Text);
        Assert.Equal([7.0, 8.0, 9.0], record.Find("map")!.Find("mapX")!.Find("arrayX")!.Elements.Select(static e => e.Number));
        Assert.Equal((UInt128)100, record.Find("uint16")!.Integer);
        Assert.Equal((UInt128)268435456, record.Find("uint32")!.Integer);
        Assert.Equal((UInt128)1152921504606846976, record.Find("uint64")!.Integer);
        Assert.Equal(UInt128.Parse("1329227995784915872903807060280344576", System.Globalization.CultureInfo.InvariantCulture), record.Find("uint128")!.Integer);
        Assert.Equal("unicode! ☯ - ♫", record.Find("utf8_string")!.Text);
    }

    [SkippableTheory]
    [InlineData("MaxMind-DB-test-pointer-decoder")]
    [InlineData("MaxMind-DB-test-nested")]
    [InlineData("MaxMind-DB-test-metadata-pointers")]
    [InlineData("MaxMind-DB-string-value-entries")]
    [InlineData("MaxMind-DB-no-ipv4-search-tree")]
    [InlineData("GeoIP2-City-Shield-Test")]
    [InlineData("GeoIP2-Country-Shield-Test")]
    [InlineData("GeoIP2-Enterprise-Shield-Test")]
    [InlineData("GeoIP2-Precision-Enterprise-Shield-Test")]
    public void Sound_files_without_golden_content_are_walked_whole(string name)
    {
        MmdbReader reader = Open($"test-data/{name}.mmdb");
        int count = 0;
        foreach (MmdbNetwork network in reader.Networks())
        {
            Assert.Equal(MmdbGoldenTests.Text(reader.Decode(network.Record)), MmdbGoldenTests.Text(reader.Find(network.First)!));
            count++;
        }
        Assert.True(count > 0);
    }

    [SkippableFact]
    public void A_record_above_the_IPv4_part_is_found_for_IPv4_addresses()
    {
        MmdbReader reader = Open("test-data/MaxMind-DB-no-ipv4-search-tree.mmdb");
        Assert.NotNull(reader.Find(Address("1.1.1.1")));
        Assert.Contains(reader.Networks(), static n => n.First == IpAddress.FromIPv4(0) && n.Length128 == 96);
    }

    public static TheoryData<string> BrokenFiles => [.. new[]
    {
        "test-data/MaxMind-DB-test-broken-pointers-24.mmdb", "test-data/MaxMind-DB-test-broken-search-tree-24.mmdb", "test-data/GeoIP2-City-Test-Broken-Double-Format.mmdb",
        "test-data/GeoIP2-City-Test-Invalid-Node-Count.mmdb", "test-data/maps-with-pointers.raw",
        "bad-data/libmaxminddb/libmaxminddb-deep-nesting.mmdb",
        "bad-data/libmaxminddb/libmaxminddb-metadata-marker-only.mmdb", "bad-data/libmaxminddb/libmaxminddb-offset-integer-overflow.mmdb",
        "bad-data/libmaxminddb/libmaxminddb-oversized-array.mmdb", "bad-data/libmaxminddb/libmaxminddb-separator-record-max-left.mmdb",
        "bad-data/libmaxminddb/libmaxminddb-separator-record-min-left.mmdb", "bad-data/maxminddb-golang/cyclic-data-structure.mmdb",
        "bad-data/maxminddb-golang/invalid-bytes-length.mmdb", "bad-data/maxminddb-golang/invalid-data-record-offset.mmdb",
        "bad-data/maxminddb-golang/invalid-string-length.mmdb", "bad-data/maxminddb-golang/metadata-is-an-uint128.mmdb",
    }];

    [SkippableTheory]
    [MemberData(nameof(BrokenFiles))]
    public void Broken_files_give_an_error_that_names_the_byte(string name)
    {
        byte[] file = SampleData.Bytes($"mmdb/{name}");
        var error = Assert.Throws<AtlasFormatException>(() => ReadWhole(file));
        Assert.InRange(error.Offset, 0, file.Length);
        Assert.StartsWith("file.mmdb: byte ", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_list_without_elements_at_the_end_of_the_metadata_is_no_fault()
    {
        ReadWhole(SampleData.Bytes("mmdb/bad-data/libmaxminddb/libmaxminddb-empty-array-last-in-metadata.mmdb"));
    }

    [SkippableFact]
    public void Nodes_that_nothing_leads_to_do_no_harm()
    {
        // 99 of the file's 100 nodes lead back to the root, but no path reaches them; libmaxminddb's own tool answers the same.
        MmdbReader reader = Open("bad-data/libmaxminddb/libmaxminddb-corrupt-search-tree.mmdb");
        Assert.Equal("test", reader.Find(Address("1.1.1.1"))!.Find("ip")!.Text);
        Assert.Equal(2, reader.Networks().Count());
    }

    [SkippableFact]
    public void A_build_time_beyond_every_calendar_is_no_time_and_no_fault()
    {
        MmdbReader reader = Open("bad-data/libmaxminddb/libmaxminddb-uint64-max-epoch.mmdb");
        Assert.Equal(ulong.MaxValue, reader.Metadata.BuildEpoch);
        Assert.Null(reader.Metadata.BuildTime);
    }

    [SkippableFact]
    public void A_file_cut_at_any_length_gives_an_error()
    {
        byte[] file = SampleData.Bytes("mmdb/test-data/MaxMind-DB-test-mixed-28.mmdb");
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            Assert.Throws<AtlasFormatException>(() => ReadWhole(cut));
        }
    }

    [SkippableFact]
    public void Flipped_bits_give_a_result_or_an_error_and_nothing_else()
    {
        byte[] file = SampleData.Bytes("mmdb/test-data/MaxMind-DB-test-decoder.mmdb");
        int errors = 0;
        for (int bit = 0; bit < file.Length * 8; bit += 11)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                ReadWhole(file);
            }
            catch (AtlasFormatException)
            {
                errors++;
            }
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.InRange(errors, 100, file.Length * 8 / 11);
    }

    [Fact]
    public void A_tree_whose_nodes_lead_to_each_other_ends_with_an_error()
    {
        // Both records of the only node lead back to it: 2^128 paths.
        byte[] file = MmdbFile.Write([(0, 0)], 6, 24, []);
        var error = Assert.Throws<AtlasFormatException>(() => ReadWhole(file));
        Assert.Contains("circle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_that_shares_its_nodes_is_not_unfolded_without_end()
    {
        // Each node leads twice to the next: 2^100 networks from 100 nodes.
        (uint, uint)[] nodes = [.. Enumerable.Range(1, 100).Select(static i => ((uint)i, (uint)i))];
        byte[] file = MmdbFile.Write(nodes, 6, 24, [0x40]);
        Assert.Throws<AtlasFormatException>(() => ReadWhole(file));
    }

    [Fact]
    public void Lists_that_repeat_each_other_by_pointers_are_not_unfolded_without_end()
    {
        // List k holds eight pointers to list k-1: 8^40 values from a few hundred bytes.
        List<byte> data = [0x40];
        int previous = 0;
        for (int level = 0; level < 40; level++)
        {
            int start = data.Count;
            data.AddRange([0x08, 0x04]);
            for (int i = 0; i < 8; i++)
            {
                data.AddRange([(byte)(0x20 | (previous >> 8)), (byte)previous]);
            }
            previous = start;
        }
        byte[] file = MmdbFile.Write([((uint)(1 + 16 + previous), 1)], 6, 24, [.. data]);
        var error = Assert.Throws<AtlasFormatException>(() => ReadWhole(file));
        Assert.Contains("unfold", error.Message, StringComparison.Ordinal);
    }

    private static void ReadWhole(byte[] file)
    {
        MmdbReader reader = MmdbReader.Open("file.mmdb", file);
        foreach (MmdbNetwork network in reader.Networks())
        {
            reader.Decode(network.Record);
        }
    }

    private static MmdbReader Open(string name) => MmdbReader.Open(name, SampleData.Bytes($"mmdb/{name}"));

    private static IpAddress Address(string text)
    {
        Assert.True(IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out IpAddress address), text);
        return address;
    }
}
