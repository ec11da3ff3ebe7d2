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
