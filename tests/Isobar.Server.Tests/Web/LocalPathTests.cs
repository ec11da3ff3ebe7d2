using Isobar.Server.Web.Access;

namespace Isobar.Server.Tests.Web;

public sealed class LocalPathTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/monitors/shop?from=now-6h&f=country%3AGermany#chart")]
    [InlineData("/monitors/a//b")]
    [InlineData("/apiary")]
    public void A_page_of_this_server_is_gone_back_to(string path) => Assert.Equal(path, LocalPath.Of(path));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("monitors")]
    [InlineData("https://evil.example")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("/x\r\nSet-Cookie: a=b")]
    [InlineData("/ü")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/api/session")]
    [InlineData("/API/session?x")]
    public void All_else_is_the_start_page(string? path) => Assert.Equal("/", LocalPath.Of(path));

    [Fact]
    public void An_address_without_end_is_the_start_page() => Assert.Equal("/", LocalPath.Of("/" + new string('x', 2000)));
}
