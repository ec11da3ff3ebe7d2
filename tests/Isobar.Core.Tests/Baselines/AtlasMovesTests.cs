using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Baselines;

public sealed class AtlasMovesTests
{
    private const string Before = "start_ip,end_ip,country_code,city\n198.18.0.0,198.18.0.255,DE,Old\n198.18.1.0,198.18.1.255,DE,Other\n";
    private const string After = "start_ip,end_ip,country_code,city\n198.18.0.0,198.18.0.63,DE,Old\n198.18.0.64,198.18.0.255,DE,New\n198.18.1.0,198.18.1.255,DE,Other\n";

    private readonly CityNetworkAtlas _before = Build(Before);
    private readonly CityNetworkAtlas _after = Build(After);

    [Fact]
    public void The_share_that_moves_is_that_of_the_addresses_seen()
    {
        // Of forty requests ten came from the part that moved.
        SeenAddress[] seen = [.. Enumerable.Range(0, 40).Select(request => Seen(request < 10 ? "198.18.0.200" : "198.18.0.5"))];
        BaselineMove move = Assert.Single(AtlasMoves.Between(_before, _after, seen, Table()));
        Assert.Equal((Key("198.18.0.1", _before), Key("198.18.0.200", _after)), (move.From, move.To));
        Assert.Equal(0.25, move.Share, 9);
    }

    [Fact]
    public void Where_nobody_was_seen_it_is_that_of_the_addresses()
    {
        BaselineMove move = Assert.Single(AtlasMoves.Between(_before, _after, [], Table()));
        Assert.Equal(0.75, move.Share, 9);
    }

    [Fact]
    public void Equal_atlases_move_nothing() => Assert.Empty(AtlasMoves.Between(_before, Build(Before), [Seen("198.18.0.1")], Table()));

    [Fact]
    public void Without_the_atlas_of_then_what_was_seen_tells_however_little_it_is()
    {
        SeenAddress[] seen = [Seen("198.18.0.200"), Seen("198.18.0.5"), Seen("198.18.0.6"), Seen("198.18.0.7"), Seen("198.18.1.9")];
        BaselineMove move = Assert.Single(AtlasMoves.Since(seen, _after, Table()));
        Assert.Equal((Key("198.18.0.1", _before), Key("198.18.0.200", _after)), (move.From, move.To));
        Assert.Equal(0.25, move.Share, 9);
    }

    [Fact]
    public void Without_the_atlas_of_then_clients_that_stayed_move_nothing() => Assert.Empty(AtlasMoves.Since([Seen("198.18.0.5"), Seen("198.18.1.9")], _after, Table()));

    private BaselineTable Table()
    {
        BaselineTable table = new();
        table.Add(Key("198.18.0.1", _before), 0, "DE", double.NaN);
        table.Add(Key("198.18.1.1", _before), 0, "DE", double.NaN);
        return table;
    }

    private static BaselineKey Key(string address, CityNetworkAtlas atlas) =>
        new(atlas.IdOf(atlas.Locate(Address(address))), new("local", "", AddressFamily.IPv4, MeasurementMethod.ServerLog));

    private SeenAddress Seen(string address) => new(Address(address), _before.IdOf(_before.Locate(Address(address))));

    private static IpAddress Address(string text)
    {
        byte[] parts = [.. text.Split('.').Select(part => byte.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];
        return IpAddress.FromIPv4((uint)parts[0] << 24 | (uint)parts[1] << 16 | (uint)parts[2] << 8 | parts[3]);
    }

    private static CityNetworkAtlas Build(string csv)
    {
        AtlasBuilder builder = new();
        builder.AddCity("city.csv", Encoding.UTF8.GetBytes(csv));
        return CityNetworkAtlas.Open(builder.Build(new AtlasEdition("test", "Test data")));
    }
}
