using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Server.Hosting;
using Isobar.Tests;

namespace Isobar.Server.Tests.Hosting;

/// <summary>Which prefixes the clients of a place come from, by those who were seen lately.</summary>
public sealed class SeenPrefixesTests
{
    private static readonly CityNetworkId s_berlin = new(1), s_paris = new(2);

    private readonly SeenAddresses _seen = new();
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Each_place_has_its_own_the_busiest_first()
    {
        See(s_berlin, "192.0.2.7", times: 32);
        See(s_berlin, "198.51.100.9", times: 64);
        See(s_berlin, "2001:db8:5::1", times: 16);
        See(s_paris, "203.0.113.1", times: 16);
        SeenPrefixes prefixes = new(_seen, _time);
        Assert.Equal(["198.51.100.0/24", "192.0.2.0/24"], prefixes.Of(s_berlin)!.Of(isIPv4: true).ToArray());
        Assert.Equal(["2001:db8:5::/48"], prefixes.Of(s_berlin)!.Of(isIPv4: false).ToArray());
        Assert.Equal(["203.0.113.0/24"], prefixes.Of(s_paris)!.Of(isIPv4: true).ToArray());
        Assert.Null(prefixes.Of(new(3)));
    }

    [Fact]
    public void They_are_counted_anew_after_a_minute()
    {
        SeenPrefixes prefixes = new(_seen, _time);
        Assert.Null(prefixes.Of(s_berlin));
        See(s_berlin, "192.0.2.7", times: 16);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(prefixes.Of(s_berlin));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(prefixes.Of(s_berlin));
    }

    /// <summary>One address in sixteen is kept.</summary>
    private void See(CityNetworkId place, string address, int times)
    {
        Assert.True(IpAddress.TryParse(System.Text.Encoding.ASCII.GetBytes(address), out IpAddress parsed));
        for (int i = 0; i < times; i++)
        {
            _seen.Add(parsed, place);
        }
    }
}
