using System.Buffers.Binary;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Atlas;

public sealed class CityNetworkAtlasTests
{
    private const string City = """
        20.0.0.0,20.0.255.255,DE,Berlin,,Berlin (Mitte),,52.52,13.405,
        20.1.0.0,20.1.0.255,DE,Berlin,,Berlin (Wedding),,52.55,13.35,
        20.2.0.0,20.2.0.255,ZZ,,,,,,,
        2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,FR,Bretagne,,Brest,,48.4,-4.5,
        """;

    private const string Asn = """
        20.0.0.0,20.0.127.255,64500,"Example ""One"", Inc."
        20.9.0.0,20.9.0.255,AS64501,Elsewhere
        2001:db8::,2001:db8:7fff:ffff:ffff:ffff:ffff:ffff,64500,
        """;

    [Fact]
    public void Place_and_network_of_an_address_are_joined()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build(City, Asn);
        CityNetwork known = atlas.Describe("20.0.1.2");
        Assert.Equal(new CityNetwork(CityNetworkId.Of("DE", "Berlin", "N/A", "Berlin", 64500), "DE", "Germany", "Berlin", "N/A", "Berlin", 64500, "Example \"One\", Inc.", 52.52, 13.405), known);
        Assert.Equal(64500u, atlas.AsnOf(atlas.Locate(AtlasSamples.Address("2001:db8::1"))));
        Assert.Equal("Brest", atlas.Describe("2001:db8:8000::1").City);
        Assert.Equal(0u, atlas.Describe("2001:db8:8000::1").Asn);
        Assert.Equal(atlas.Describe("20.0.1.2"), atlas.Describe("::ffff:20.0.1.2"));
    }

    [Fact]
    public void A_network_without_a_place_is_a_city_network_of_its_own()
    {
        CityNetwork known = AtlasSamples.Build(City, Asn).Describe("20.9.0.1");
        Assert.Equal(("N/A", "N/A", 64501u, "Elsewhere"), (known.Country, known.City, known.Asn, known.NetworkName));
        Assert.NotEqual(CityNetworkId.Unlocated, known.Id);
    }

    [Theory]
    [InlineData("20.3.0.0")]
    [InlineData("19.255.255.255")]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("2001:db9::")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Addresses_outside_all_ranges_are_unlocated(string address)
    {
        CityNetworkAtlas atlas = AtlasSamples.Build(City, Asn);
        Assert.Equal(0, atlas.Locate(AtlasSamples.Address(address)));
        Assert.Same(CityNetwork.Unlocated, atlas.Describe(0));
    }

    [Fact]
    public void Districts_are_one_city_with_the_coordinates_of_the_widest_range()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build(City, "");
        Assert.Equal(atlas.Locate(AtlasSamples.Address("20.0.0.1")), atlas.Locate(AtlasSamples.Address("20.1.0.1")));
        Assert.Equal(52.52, atlas.Describe("20.1.0.1").Latitude);
    }

    [Fact]
    public void IPv4_decides_the_coordinates_however_wide_the_IPv6_range_is()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("2001:db8::,2001:db8:ffff::,FR,,,Brest,,1,1,\n20.0.0.0,20.0.0.0,FR,,,Brest,,48.4,-4.5,\n", "");
        Assert.Equal(48.4, atlas.Describe("2001:db8::1").Latitude);
    }

    [Fact]
    public void Levels_tell_what_the_sources_do_not_have_at_all()
    {
        Assert.Equal(
            AtlasLevels.Country | AtlasLevels.Subdivision | AtlasLevels.City | AtlasLevels.Coordinates | AtlasLevels.Asn | AtlasLevels.NetworkName,
            AtlasSamples.Build(City, Asn).Levels);
        Assert.Equal(AtlasLevels.Country, AtlasSamples.Build("20.0.0.0,20.0.0.255,DE\n", "").Levels);
        Assert.Equal(AtlasLevels.None, AtlasSamples.Build("", "").Levels);
    }

    [Fact]
    public void Every_city_network_is_found_by_its_identity()
    {
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(AtlasSamples.Varied());
        Assert.InRange(atlas.Count, 600, 2000);
        for (int i = 0; i < atlas.Count; i++)
        {
            Assert.True(atlas.TryFind(atlas.IdOf(i), out int found));
            Assert.Equal(i, found);
            CityNetwork known = atlas.Describe(i);
            Assert.True(i == 0 || known.Id == CityNetworkId.Of(known.CountryCode, known.Subdivision, known.Metro, known.City, known.Asn));
        }
        Assert.False(atlas.TryFind(new CityNetworkId(12345), out _));
    }

    [Fact]
    public void Identities_are_frozen()
    {
        // Stored rows carry these numbers: a change here orphans everybody's history.
        Assert.Equal("2af9257745625c63", CityNetworkId.Of("DE", "Berlin", "N/A", "Berlin", 64500).ToString());
        Assert.Equal("0000000000000000", CityNetworkId.Unlocated.ToString());
    }

    [Fact]
    public void Edition_and_sources_travel_in_the_file()
    {
        AtlasBuilder builder = new();
        builder.AddCity("a.csv", "20.0.0.0,20.0.0.255,DE\n"u8.ToArray());
        builder.AddAsn("b.csv", "20.0.0.0,20.0.0.255,64500,Net\n"u8.ToArray());
        AtlasEdition edition = new("2026-06", "by somebody", DateTimeOffset.FromUnixTimeSeconds(1_780_000_000));
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(builder.Build(edition));
        Assert.Equal(edition, atlas.Edition);
        Assert.Equal([new AtlasSource(AtlasSourceKind.City, "a.csv", "csv", 0), new AtlasSource(AtlasSourceKind.Asn, "b.csv", "csv", 0)], atlas.Sources);
    }

    [SkippableFact]
    public void A_source_built_beyond_every_calendar_does_no_harm()
    {
        AtlasBuilder builder = new();
        byte[] file = SampleData.Bytes("mmdb/bad-data/libmaxminddb/libmaxminddb-uint64-max-epoch.mmdb");
        try
        {
            builder.AddCity("epoch.mmdb", file);
        }
        catch (AtlasFormatException e)
        {
            Assert.Contains("no record says anything", e.Message, StringComparison.Ordinal);
        }
        Assert.Equal(ulong.MaxValue, Assert.Single(CityNetworkAtlas.Open(builder.Build(AtlasSamples.Edition)).Sources).BuildEpoch);
    }

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(AtlasSamples.Varied());
        IpAddress[] addresses = [.. new[] { "20.1.1.1", "20.7.57.100", "2001:db8:5::1", "2001:db8:5:7::155", "9.9.9.9", "::1" }.Select(AtlasSamples.Address)];
        long Sum(int rounds)
        {
            long sum = 0;
            for (int i = 0; i < rounds; i++)
            {
                AtlasLocator locator = atlas.Locator();
                foreach (IpAddress address in addresses)
                {
                    sum += atlas.Locate(address) + locator.Locate(address);
                    sum += (long)atlas.IdOf(1).Value & 1;
                    sum += atlas.AsnOf(1) & 1;
                }
            }
            return sum;
        }
        long warm = Sum(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = Sum(100);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(warm, sum);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void A_file_cut_at_any_length_gives_an_error()
    {
        byte[] file = AtlasSamples.BuildFile([City], [Asn]);
        for (int length = 0; length < file.Length; length++)
        {
            Assert.Throws<AtlasFormatException>(() => CityNetworkAtlas.Open(file.AsMemory(0, length)));
        }
    }

    [Fact]
    public void Flipped_bits_give_an_error_or_an_atlas_whose_every_answer_is_safe()
    {
        byte[] file = AtlasSamples.BuildFile([City], [Asn]);
        int errors = 0;
        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                UseWhole(CityNetworkAtlas.Open(file));
            }
            catch (AtlasFormatException)
            {
                errors++;
            }
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.True(errors > 2000, $"only {errors} of {file.Length * 8} flips were noticed");
    }

    [Fact]
    public void A_header_that_lies_with_a_right_checksum_gives_an_error()
    {
        byte[] good = AtlasSamples.BuildFile([City], [Asn]);
        for (int section = 0; section < 15; section++)
        {
            foreach (long lie in (ReadOnlySpan<long>)[-64, 0, 1, 64, good.Length, long.MaxValue - 63])
            {
                foreach (int field in (ReadOnlySpan<int>)[0, 8])
                {
                    byte[] bad = [.. good];
                    BinaryPrimitives.WriteInt64LittleEndian(bad.AsSpan(32 + (section * 16) + field), lie);
                    BinaryPrimitives.WriteUInt64LittleEndian(bad.AsSpan(272), StableHash.Of(bad.AsSpan(0, 272)));
                    try
                    {
                        UseWhole(CityNetworkAtlas.Open(bad));
                    }
                    catch (AtlasFormatException e)
                    {
                        Assert.Contains("compiled atlas: byte", e.Message, StringComparison.Ordinal);
                    }
                }
            }
        }
    }

    private static void UseWhole(CityNetworkAtlas atlas)
    {
        foreach (AtlasRun run in AtlasRuns.Of(atlas))
        {
            Assert.InRange(atlas.Locate(run.First), 0, atlas.Count - 1);
        }
        for (int i = 0; i < atlas.Count; i++)
        {
            Assert.NotNull(atlas.Describe(i));
        }
        Assert.InRange(atlas.Locate(new IpAddress(ulong.MaxValue, 5)), 0, atlas.Count - 1);
    }
}
