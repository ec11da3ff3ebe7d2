using Isobar.Core.Atlas;
using Isobar.Core.Atlas.Sources;

namespace Isobar.Core.Tests.Atlas;

public sealed class NamesTests
{
    [Theory]
    [InlineData("Berlin (Mitte)", "Berlin")]
    [InlineData("Berlin (Bezirk Mitte) (Wedding)", "Berlin")]
    [InlineData("Paris", "Paris")]
    [InlineData("(Nowhere)", "(Nowhere)")]
    [InlineData(" (Nowhere)", " (Nowhere)")]
    [InlineData("Half (open", "Half (open")]
    [InlineData("Closed)", "Closed)")]
    [InlineData("Saint(e)", "Saint(e)")]
    [InlineData("", "")]
    public void Districts_in_brackets_are_grouped(string name, string city) => Assert.Equal(city, CityName.WithoutDistrict(name));

    [Theory]
    [InlineData("AT", "Vienna", "State of Vienna")]
    [InlineData("LR", "Montserrado", "Montserrado County")]
    [InlineData("DE", "Hamburg", "Free and Hanseatic City of Hamburg")]
    [InlineData("SI", "Maribor", "Urban Municipality of Maribor")]
    [InlineData("SI", "Maribor", "Maribor City Municipality")]
    [InlineData("RU", "Tver\u2019 Oblast", "Tver oblast")]
    [InlineData("GE", "T'bilisi", "Tbilisi")]
    [InlineData("CZ", "Hlavni mesto Praha", "Prague")]
    [InlineData("CZ", "Moravskoslezsky", "Moravian-Silesian Region")]
    public void Spellings_of_a_region_have_one_stem(string country, string one, string other)
    {
        Assert.Equal(RegionName.Stem(country, one), RegionName.Stem(country, other));
        Assert.Equal(CityNetworkId.Of(country, one, "N/A", "A", 1), CityNetworkId.Of(country, other, "N/A", "A", 1));
    }

    [Theory]
    [InlineData("RU", "Altai Krai", "Altai Republic")]
    [InlineData("US", "Virginia", "West Virginia")]
    [InlineData("MX", "Mexico City", "State of Mexico")]
    [InlineData("US", "Washington", "District of Columbia")]
    [InlineData("DE", "Provence", "Provence-Alpes-Cote d'Azur")]
    [InlineData("DE", "County", "")]
    public void Different_regions_have_different_stems(string country, string one, string other) =>
        Assert.NotEqual(RegionName.Stem(country, one), RegionName.Stem(country, other));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_city_is_one_place_in_both_families_whatever_its_region_is_called_there(bool isIPv4First)
    {
        const string IPv4 = "20.0.0.0,20.0.0.255,AT,State of Vienna,,Vienna,,48.2,16.4,\n20.0.1.0,20.0.1.255,RU,Moscow Oblast,,Khimki,,55.9,37.4,\n20.0.2.0,20.0.2.255,RU,Moscow,,Moscow,,55.7,37.6,\n";
        const string IPv6 = "2001:db8::,2001:db8::ffff,AT,Vienna,,Vienna,,48.2,16.4,\n";
        CityNetworkAtlas atlas = AtlasSamples.Build(isIPv4First ? IPv4 + IPv6 : IPv6 + IPv4, "20.0.0.0,20.0.2.255,64500,One\n2001:db8::,2001:db8::ffff,64500,One\n");
        Assert.Equal(atlas.Describe("20.0.0.1"), atlas.Describe("2001:db8::1"));
        Assert.Equal("Vienna", atlas.Describe("20.0.0.1").Subdivision);
        // A stem is never shown.
        Assert.Equal(["Moscow Oblast", "Moscow"], new[] { "20.0.1.1", "20.0.2.1" }.Select(address => atlas.Describe(address).Subdivision));
    }

    [Fact]
    public void The_country_table_is_whole_and_without_doubles()
    {
        // 249 codes of ISO 3166-1, and XK.
        Assert.Equal(250, IsoCountries.Codes.Count);
        Assert.All(IsoCountries.Codes, static code => Assert.Equal(code, IsoCountries.FindCode(IsoCountries.FindName(code)!)));
        Assert.Equal(["Åland Islands", "Côte d'Ivoire", "Türkiye", "United States"], new[] { "AX", "CI", "TR", "US" }.Select(IsoCountries.FindName));
        Assert.Null(IsoCountries.FindName("ZZ"));
    }

    [Fact]
    public void A_code_that_the_table_lacks_takes_the_first_name_that_a_source_gives_it()
    {
        CityNetworkAtlas atlas = AtlasSamples.Build("start,end,country_code,country_name\n20.0.0.0,20.0.0.1,ZZ,Zedland\n20.0.0.2,20.0.0.3,ZZ,Zetland\n20.0.0.4,20.0.0.5,DE,Allemagne\n", "");
        Assert.Equal(["Zedland", "Zedland", "Germany"], new[] { "20.0.0.0", "20.0.0.2", "20.0.0.4" }.Select(a => atlas.Describe(a).Country));
    }

    [Fact]
    public void Delivery_networks_are_known_and_clouds_are_only_a_hint()
    {
        Assert.Equal(("Cloudflare", ProxyKind.ContentDelivery), (ProxyNetworks.Find(13335)!.Name, ProxyNetworks.Find(13335)!.Kind));
        Assert.Equal(ProxyKind.Cloud, ProxyNetworks.Find(16509)!.Kind);
        Assert.Null(ProxyNetworks.Find(3320));
        Assert.True(ProxyNetworks.All.Count > 40);
    }
}
