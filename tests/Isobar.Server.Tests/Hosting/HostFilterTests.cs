using System.Net;
using Isobar.Server.Hosting;

namespace Isobar.Server.Tests.Hosting;

public sealed class HostFilterTests
{
    [Theory]
    [InlineData("localhost", true)]
    [InlineData("LOCALHOST.", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("[::1]", true)]
    [InlineData("isobar.example.org", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("192.0.2.1", false)]
    [InlineData("", false)]
    public void Only_loopback_and_configured_names_are_ours(string host, bool isOurs)
    {
        HostFilter filter = new(new IPEndPoint(IPAddress.Loopback, 8610), ["isobar.example.org"]);
        Assert.Equal(isOurs, filter.Accepts(host));
    }

    [Fact]
    public void Where_it_listens_everywhere_any_address_is_ours_but_no_name()
    {
        HostFilter filter = new(new IPEndPoint(IPAddress.Any, 8610), []);
        Assert.True(filter.Accepts("192.0.2.1"));
        Assert.False(filter.Accepts("evil.example"));
    }
}
