using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Atlas;

/// <summary>Small atlases from CSV text.</summary>
internal static class AtlasSamples
{
    public static readonly AtlasEdition Edition = new("test edition", "test attribution");

    public static CityNetworkAtlas Build(string city, string asn) => CityNetworkAtlas.Open(BuildFile([city], [asn]));

    public static byte[] BuildFile(string[] city, string[] asn)
    {
        AtlasBuilder builder = new();
        foreach (string csv in city)
        {
            builder.AddCity("city.csv", Encoding.UTF8.GetBytes(csv));
        }
        foreach (string csv in asn)
        {
            builder.AddAsn("asn.csv", Encoding.UTF8.GetBytes(csv));
        }
        return builder.Build(Edition);
    }

    public static IpAddress Address(string text)
    {
        Assert.True(IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out IpAddress address), text);
        return address;
    }

    public static CityNetwork Describe(this CityNetworkAtlas atlas, string address) => atlas.Describe(atlas.Locate(Address(address)));

    /// <summary>City and ASN sources with nested, touching and split ranges of both families.</summary>
    public static byte[] Varied()
    {
        StringBuilder city = new(), asn = new();
        for (int i = 0; i < 300; i++)
        {
            city.Append(CultureInfo.InvariantCulture, $"20.{i % 50}.{i % 256}.0,20.{i % 50}.{i % 256}.127,DE,Land {i % 7},,Town {i},,{i % 90}.5,{i % 170}.25,\n");
            city.Append(CultureInfo.InvariantCulture, $"2001:db8:{i:x}::,2001:db8:{i:x}:ffff:ffff:ffff:ffff:ffff,FR,Region {i % 5},,Ville {i},,1,2,\n");
            city.Append(CultureInfo.InvariantCulture, $"2001:db8:{i:x}:7::100,2001:db8:{i:x}:7::1ff,FR,,,Deep {i},,,,\n");
            asn.Append(CultureInfo.InvariantCulture, $"20.{i % 50}.0.0,20.{i % 50}.255.255,{64512 + (i % 50)},Net {i % 50}\n");
        }
        asn.Append("2001:db8::,2001:db8:ffff:ffff:ffff:ffff:ffff:ffff,64999,Six\n");
        return BuildFile([city.ToString()], [asn.ToString()]);
    }
}
