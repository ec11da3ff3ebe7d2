using System.Text;
using Isobar.Core.Atlas;

namespace Isobar.Server.Tests.Replay;

/// <summary>A little atlas: 198.18.0.0/16 is Springfield, 198.19.0.0/16 is Shelbyville, 2001:db8::/32 is Ogdenville; each has a network of its own.</summary>
internal static class TestAtlas
{
    private const string City = """
        198.18.0.0,198.18.255.255,US,Oregon,,Springfield,,44.05,-123.02,
        198.19.0.0,198.19.255.255,DE,Hessen,,Shelbyville,,50.1,8.7,
        2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,FR,,,Ogdenville,,48.8,2.3,

        """;

    private const string Asn = """
        198.18.0.0,198.18.255.255,64512,Alpha Net
        198.19.0.0,198.19.255.255,64513,Beta Net
        2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,64514,Gamma Net

        """;

    public static byte[] File { get; } = Build();

    public static CityNetworkAtlas Atlas { get; } = CityNetworkAtlas.Open(File);

    private static byte[] Build()
    {
        AtlasBuilder builder = new();
        builder.AddCity("city.csv", Encoding.UTF8.GetBytes(City));
        builder.AddAsn("asn.csv", Encoding.UTF8.GetBytes(Asn));
        return builder.Build(new AtlasEdition("test", "Test data"));
    }
}
