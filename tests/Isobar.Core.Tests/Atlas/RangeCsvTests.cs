using System.Text;
using Isobar.Core.Atlas;

namespace Isobar.Core.Tests.Atlas;

public sealed class RangeCsvTests
{
    [Theory]
    [InlineData("20.0.0.0,20.0.0.255,64500,Net\n")]
    [InlineData("335544320,335544575,64500,Net\n")]
    [InlineData("20.0.0.0,20.0.0.255,AS64500,\"Net\"\r\n")]
    [InlineData("\uFEFF20.0.0.0,20.0.0.255,64500,Net")]
    [InlineData("start_ip,end_ip,asn,as_name\n20.0.0.0,20.0.0.255,AS64500,Net\n")]
    [InlineData("network,asn,name\n20.0.0.0/24,64500,Net\n")]
    [InlineData("281471017287680,281471017287935,64500,Net\n")]
    public void Addresses_as_text_as_numbers_and_as_prefixes_are_read(string csv)
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("", csv);
        Assert.Equal((64500u, "Net"), (atlas.Describe("20.0.0.255").Asn, atlas.Describe("20.0.0.0").NetworkName));
        Assert.Equal(0, atlas.Locate(AtlasSamples.Address("20.0.1.0")));
    }

    [Theory]
    [InlineData("2001:200::,2001:200:1b9:ffff:ffff:ffff:ffff:ffff,2500,WIDE\n")]
    [InlineData("42540528726795050063891204319802818560,42540528727329395276160870415022948351,2500,WIDE\n")]
    public void IPv6_as_text_and_as_numbers_is_read(string csv)
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("", csv);
        Assert.Equal(2500u, atlas.Describe("2001:200:1b9:ffff:ffff:ffff:ffff:ffff").Asn);
        Assert.Equal(0, atlas.Locate(AtlasSamples.Address("2001:200:1ba::")));
    }

    [Theory]
    [InlineData("20.0.0.0,20.0.0.255,EU,DE,Berlin,Berlin,52.5,13.4\n")]
    [InlineData("20.0.0.0,20.0.0.255,DE,Berlin,,Berlin,10115,52.5,13.4,Europe/Berlin\n")]
    [InlineData("start_ip,end_ip,join_key,city,region,country,latitude,longitude,postal_code,timezone\n20.0.0.0,20.0.0.255,20.0.0.0,Berlin,Berlin,de,52.5,13.4,10115,Europe/Berlin\n")]
    [InlineData("start,end,country_name,region,city,lat,lng\n20.0.0.0,20.0.0.255,Germany,Berlin,Berlin,52.5,13.4\n")]
    public void City_files_of_several_publishers_give_the_same(string csv)
    {
        CityNetwork known = AtlasSamples.Build(csv, "").Describe("20.0.0.7");
        Assert.Equal(("DE", "Germany", "Berlin", "Berlin", 52.5, 13.4), (known.CountryCode, known.Country, known.Subdivision, known.City, known.Latitude, known.Longitude));
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("", "20.0.0.0,20.0.0.0,1,\"a, \"\"b\"\"\nc\"\n20.0.0.1,20.0.0.1,2,plain\n");
        Assert.Equal("a, \"b\"\nc", atlas.Describe("20.0.0.0").NetworkName);
        Assert.Equal("plain", atlas.Describe("20.0.0.1").NetworkName);
    }

    [Fact]
    public void The_narrower_range_wins_inside_one_file_too()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("", "20.0.0.0,20.0.0.255,1,wide\n20.0.0.10,20.0.0.19,2,narrow\n20.0.0.15,20.0.0.15,0,\n");
        Assert.Equal([1u, 2u, 0u, 2u, 1u], new[] { "20.0.0.9", "20.0.0.10", "20.0.0.15", "20.0.0.16", "20.0.0.20" }.Select(a => atlas.Describe(a).Asn));
    }

    [Fact]
    public void Of_equally_narrow_ranges_the_file_given_first_wins()
    {
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(AtlasSamples.BuildFile(["20.0.0.0,20.0.0.255,DE\n", "20.0.0.0,20.0.0.255,FR\n"], []));
        Assert.Equal("Germany", atlas.Describe("20.0.0.1").Country);
    }

    [Theory]
    [InlineData("20.0.0.0,20.0.0.255,64500,Net\nrubbish,20.0.1.0,1,x\n", 2, "expected an address")]
    [InlineData("\n\n20.0.0.255,20.0.0.0,64500,Net\n", 3, "before it begins")]
    [InlineData("20.0.0.0,2001:db8::,64500,Net\n", 1, "different address families")]
    [InlineData("20.0.0.0,20.0.0.255,hello,Net\n", 1, "AS number")]
    [InlineData("20.0.0.0,20.0.0.255,64500,\"Net\n", 1, "does not end")]
    [InlineData("20.0.0.0,20.0.0.255,64500,\"Net\"x\n", 1, "must end at a comma")]
    [InlineData("20.0.0.0,20.0.0.255\n", 1, "fit no known")]
    [InlineData("what,is,this\n", 1, "expected an address in the first column")]
    [InlineData("start,end,city\n20.0.0.0,20.0.0.255,x\n", 1, "names no ASN column")]
    [InlineData("20.0.0.0,20.0.0.255,1,a\n1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3\n", 2, "more than 32 fields")]
    public void Faults_name_their_line(string csv, int line, string fault)
    {
        var error = Assert.Throws<AtlasFormatException>(() => AtlasSamples.Build("", csv));
        Assert.Equal(line, error.Line);
        Assert.Contains(fault, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"asn.csv: line {line} ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_without_end_is_refused_and_not_swallowed()
    {
        byte[] endless = new byte[10_000_000];
        Array.Fill(endless, (byte)'1');
        Assert.Contains("64 KiB", Assert.Throws<AtlasFormatException>(() => new AtlasBuilder().AddAsn("a.csv", endless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binary_files_are_named_as_such()
    {
        var error = Assert.Throws<AtlasFormatException>(() => new AtlasBuilder().AddCity("a.mmdb", new byte[100]));
        Assert.Contains("neither text nor a MaxMind DB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_and_any_flipped_bit_give_ranges_or_an_error_with_a_line()
    {
        byte[] csv = Encoding.UTF8.GetBytes("20.0.0.0,20.0.0.255,64500,\"N \"\"e\"\", t\"\r\n2001:db8::,2001:db8::ffff,1,x\n");
        for (int length = 0; length <= csv.Length; length++)
        {
            Try(csv[..length]);
        }
        for (int bit = 0; bit < csv.Length * 8; bit++)
        {
            byte[] flipped = [.. csv];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Try(flipped);
        }
        static void Try(byte[] bytes)
        {
            try
            {
                AtlasBuilder builder = new();
                builder.AddAsn("a.csv", bytes);
                CityNetworkAtlas.Open(builder.Build(AtlasSamples.Edition));
            }
            catch (AtlasFormatException e)
            {
                Assert.True(e.Line > 0 || e.Offset >= 0, e.Message);
            }
        }
    }
}
