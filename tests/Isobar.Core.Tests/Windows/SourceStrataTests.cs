using System.Text;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class SourceStrataTests
{
    private static readonly IpAddress s_ipv4 = IpAddress.FromIPv4(0xc6120001), s_ipv6 = new(0x2001_0db8ul << 32, 1);

    private readonly StratumTable _table = new();
    private readonly SourceStrata _strata;

    public SourceStrataTests() => _strata = new(_table, "web", "eu-west-1", "euw1-az1", MeasurementMethod.TlsHandshake);

    [Fact]
    public void A_record_without_an_edge_belongs_to_the_source_and_its_family()
    {
        Assert.Equal(new("web", "eu-west-1", "euw1-az1", AddressFamily.IPv4, MeasurementMethod.TlsHandshake), StratumOf(s_ipv4, ""));
        Assert.Equal(new("web", "eu-west-1", "euw1-az1", AddressFamily.IPv6, MeasurementMethod.TlsHandshake), StratumOf(s_ipv6, ""));
    }

    [Fact]
    public void A_record_with_an_edge_belongs_to_that_and_no_zone()
    {
        Assert.Equal(new("web", "CDG50-P2", "", AddressFamily.IPv4, MeasurementMethod.TlsHandshake), StratumOf(s_ipv4, "CDG50-P2"));
        Assert.Equal(new("web", "CDG50-P2", "", AddressFamily.IPv6, MeasurementMethod.TlsHandshake), StratumOf(s_ipv6, "CDG50-P2"));
        Assert.Equal(new("web", "SEA", "", AddressFamily.IPv4, MeasurementMethod.TlsHandshake), StratumOf(s_ipv4, "SEA"));
        Assert.Equal("SEA", StratumOf(s_ipv4, "SEA").ServiceLocation);
    }

    [Fact]
    public void Two_readers_of_a_source_agree()
    {
        SourceStrata other = new(_table, "web", "eu-west-1", "euw1-az1", MeasurementMethod.TlsHandshake);
        TrafficRecord record = new() { Client = s_ipv6, EdgeLocation = "FRA"u8 };
        Assert.Equal(_strata.IndexOf(record), other.IndexOf(record));
        record.EdgeLocation = default;
        Assert.Equal(_strata.IndexOf(record), other.IndexOf(record));
    }

    [Fact]
    public void Long_names_are_cut_and_any_byte_is_a_name()
    {
        string name = new('x', 32);
        Assert.Equal(name, StratumOf(s_ipv4, name + "1").ServiceLocation);
        Assert.Equal(StratumOf(s_ipv4, name + "1"), StratumOf(s_ipv4, name + "2"));
        Assert.Equal("\u00ff\0\u0080", StratumOf(s_ipv4, "\u00ff\0\u0080").ServiceLocation);
    }

    [Fact]
    public void Names_past_the_limit_overflow_and_cost_no_memory()
    {
        byte[] name = "request-00000000"u8.ToArray();
        TrafficRecord record = new() { Client = s_ipv4, EdgeLocation = name };
        for (int i = 0; i < StratumTable.DefaultLimit + 1; i++)
        {
            i.TryFormat(name.AsSpan(8), out _, "d8", System.Globalization.CultureInfo.InvariantCulture);
            _strata.IndexOf(record);
        }
        Assert.Equal(StratumTable.Overflow, _table[_strata.IndexOf(record)].ServiceLocation);
        // Two families for each of the plain, and both of the overflow.
        Assert.Equal(StratumTable.DefaultLimit + 2, _table.All.Length);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            i.TryFormat(name.AsSpan(8), out _, "x8", System.Globalization.CultureInfo.InvariantCulture);
            name[0] = (byte)'R';
            _strata.IndexOf(record);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(AddressFamily.IPv6, _table[_strata.IndexOf(new TrafficRecord { Client = s_ipv6, EdgeLocation = name })].Family);
    }

    private Stratum StratumOf(IpAddress client, string edge) =>
        _table[_strata.IndexOf(new TrafficRecord { Client = client, EdgeLocation = Encoding.Latin1.GetBytes(edge) })];
}
