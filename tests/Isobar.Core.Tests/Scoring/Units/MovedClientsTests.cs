using Isobar.Core.Atlas;
using Isobar.Core.Scoring;
using Isobar.Core.Scoring.Units;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Scoring.Units;

public sealed class MovedClientsTests
{
    private const float Dispersion = 100;
    private const int SettledWindows = 72;

    [Fact]
    public void Clients_that_turn_up_in_another_place_of_their_network_have_moved()
    {
        Network network = new(10, 20);
        network.Play(12, 10, 20);
        Assert.False(network.MayHaveMoved(0));
        network.Play(12, 2, 28);
        Assert.True(network.MayHaveMoved(0));
    }

    [Fact]
    public void Clients_that_turn_up_nowhere_are_cut_off()
    {
        Network network = new(10, 20);
        network.Play(12, 10, 20);
        network.Play(24, 2, 20);
        Assert.False(network.MayHaveMoved(0));
    }

    [Fact]
    public void Places_that_all_miss_clients_share_an_outage()
    {
        Network network = new(10, 20, 30);
        network.Play(12, 10, 20, 30);
        network.Play(12, 3, 6, 9);
        Assert.False(network.MayHaveMoved(0) || network.MayHaveMoved(1) || network.MayHaveMoved(2));
    }

    [Fact]
    public void Where_a_few_clients_would_not_be_noticed_elsewhere_thin_traffic_is_given_the_benefit_of_the_doubt_and_busy_traffic_is_not()
    {
        Network thin = new(2, 200);
        thin.Play(12, 2, 200);
        thin.Play(12, 0, 200);
        Assert.True(thin.MayHaveMoved(0));
        Network busy = new(60, 600);
        busy.Play(12, 60, 600);
        busy.Play(3, 0, 600);
        Assert.False(busy.MayHaveMoved(0, isThin: false));
    }

    [Fact]
    public void A_network_of_one_place_has_nowhere_to_move_to()
    {
        Network network = new(2);
        network.Play(12, 2);
        network.Play(12, 0);
        Assert.False(network.MayHaveMoved(0));
    }

    [Fact]
    public void A_move_that_was_seen_stays_one_until_the_clients_are_back()
    {
        Network network = new(10, 20);
        network.Play(12, 10, 20);
        network.Play(12, 2, 28);
        Assert.True(network.MayHaveMoved(0));
        network.Play(4, 2, 22);
        Assert.True(network.MayHaveMoved(0));
        network.Play(36, 10, 20);
        Assert.False(network.MayHaveMoved(0));
    }

    [Theory]
    [InlineData(12, false)]
    [InlineData(SettledWindows, true)]
    public void A_move_that_has_lasted_is_not_doubted_when_the_rest_of_the_network_has_a_bad_day(int windows, bool isSettled)
    {
        Network network = new(100, 200);
        network.Play(12, 100, 200);
        network.Play(12, 20, 280);
        for (int window = 0; window < windows; window++)
        {
            network.Play(1, 20, 280);
            Assert.True(network.MayHaveMoved(0));
        }
        network.Play(24, 20, 140);
        Assert.Equal(isSettled, network.MayHaveMoved(0));
    }

    [Fact]
    public void Clients_that_come_back_have_not_moved_for_good()
    {
        Network network = new(100, 200);
        network.Play(12, 100, 200);
        for (int window = 0; window < 2 * SettledWindows; window++)
        {
            network.Play(1, 20, 280);
            network.MayHaveMoved(0);
        }
        network.Play(24, 100, 200);
        Assert.False(network.MayHaveMoved(0));
    }

    /// <summary>Cities of one network, with so many clients a window usually.</summary>
    private sealed class Network
    {
        private readonly float[] _usual;
        private readonly StratumUnits _units;
        private readonly MovedClients _moved;

        public Network(params float[] usual)
        {
            _usual = usual;
            _units = new(new(), PairDirectory.WithoutPaths(id => new(id, "DE", "Germany", "N/A", "N/A", "City " + id.Value, 64500, "Example", 50, 10)));
            int kind = _units.KindNumber(new("fra", "", AddressFamily.IPv4, MeasurementMethod.ServerLog));
            for (int city = 0; city < usual.Length; city++)
            {
                _units.IndexOf(new CityNetworkId((ulong)city + 1), kind, out _);
                _units.All[city].Usual.ClientsDispersion = Dispersion;
            }
            _moved = new(_units, SettledWindows);
        }

        public void Play(int windows, params int[] clients)
        {
            for (int window = 0; window < windows; window++)
            {
                for (int city = 0; city < _usual.Length; city++)
                {
                    ref UnitCounts counts = ref _units.Counts[city];
                    counts.Hits[Tracks.Volume] = clients[city];
                    counts.Expected[Tracks.Volume] = _usual[city];
                    counts.Variance[Tracks.Volume] = _usual[city] + _usual[city] * _usual[city] / Dispersion;
                }
                _moved.Begin();
            }
        }

        public bool MayHaveMoved(int city, bool isThin = true)
        {
            bool hasMoved = _moved.MayHaveMoved(_units.All[city], isThin);
            _units.All[city].MovedFor = _moved.Count(_units.All[city].MovedFor, hasMoved);
            return hasMoved;
        }
    }
}
