using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Atlas;

/// <summary>The compiled look-up against a linear search over the ranges it was built from.</summary>
public sealed class AtlasLookupProperties
{
    // A few fixed points make ranges nest, touch and share ends; the extremes are the ends of each space.
    private static readonly Gen<IpAddress> s_address = Gen.Choose(0, 3).SelectMany(static kind => kind switch
    {
        0 => Gen.Choose(0, 12).Select(static n => IpAddress.FromIPv4((uint)n * 5)),
        1 => Gen.Elements(0u, 1u, 0x0fff_ffffu, 0x1000_0000u, uint.MaxValue - 1, uint.MaxValue).Select(IpAddress.FromIPv4),
        2 => Gen.Choose(0, 5).SelectMany(static high => Gen.Elements(0UL, 1UL, 7UL, ulong.MaxValue - 1, ulong.MaxValue)
            .Select(low => new IpAddress(0x2001_0db8_0000_0000 + (ulong)high, low))),
        _ => Gen.Elements(0UL, 1UL, ulong.MaxValue).SelectMany(static high => Gen.Elements(0UL, 0xfffe_ffff_ffffUL, 0x1_0000_0000_0000UL, ulong.MaxValue)
            .Select(low => new IpAddress(high, low))),
    });

    private static readonly Gen<NaiveRange> s_range = s_address.SelectMany(static a => s_address
        .Where(b => b.IsIPv4 == a.IsIPv4)
        .SelectMany(b => Gen.Choose(1, 4).Select(value => a <= b ? new NaiveRange(a, b, value) : new NaiveRange(b, a, value))));

    private static readonly Arbitrary<(NaiveRange[] City, NaiveRange[] Asn)> s_sources = s_range.ArrayOf()
        .SelectMany(static city => s_range.ArrayOf().Select(asn => (city, asn))).ToArbitrary();

    [Fact]
    public void Compiled_look_up_equals_a_linear_search() => Prop.ForAll(s_sources, static sources =>
    {
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(Build(sources.City, sources.Asn));
        AtlasLocator locator = atlas.Locator();
        foreach (IpAddress address in Interesting(sources.City.Concat(sources.Asn)))
        {
            int index = atlas.Locate(address);
            Assert.Equal(Expected(sources.City, sources.Asn, address), (atlas.Describe(index).City, atlas.AsnOf(index)));
            Assert.Equal(index, locator.Locate(address));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Runs_cover_exactly_what_is_located() => Prop.ForAll(s_sources, static sources =>
    {
        CityNetworkAtlas atlas = CityNetworkAtlas.Open(Build(sources.City, sources.Asn));
        AtlasRun[] runs = [.. AtlasRuns.Of(atlas)];
        foreach (IpAddress address in Interesting(sources.City.Concat(sources.Asn)))
        {
            int[] covering = [.. runs.Where(run => run.First <= address && address <= run.Last && run.First.IsIPv4 == address.IsIPv4).Select(static run => run.Index)];
            int index = atlas.Locate(address);
            Assert.Equal(index == 0 ? [] : [index], covering);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Changes_are_exactly_the_addresses_whose_identity_differs() => Prop.ForAll(s_sources, s_sources, static (one, other) =>
    {
        CityNetworkAtlas before = CityNetworkAtlas.Open(Build(one.City, one.Asn)), after = CityNetworkAtlas.Open(Build(other.City, other.Asn));
        AtlasChange[] changes = [.. AtlasChanges.Between(before, after)];
        foreach (IpAddress address in Interesting(one.City.Concat(one.Asn).Concat(other.City).Concat(other.Asn)))
        {
            CityNetworkId old = before.IdOf(before.Locate(address)), fresh = after.IdOf(after.Locate(address));
            AtlasChange[] covering = [.. changes.Where(change => change.First <= address && address <= change.Last && change.First.IsIPv4 == address.IsIPv4)];
            Assert.Equal(old == fresh ? [] : [(old, fresh)], covering.Select(static change => (change.Before, change.After)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_sources_give_equal_bytes() => Prop.ForAll(s_sources, static sources =>
        Assert.Equal(Build(sources.City, sources.Asn), Build(sources.City, sources.Asn))).QuickCheckThrowOnFailure();

    private static byte[] Build(NaiveRange[] city, NaiveRange[] asn) => AtlasSamples.BuildFile(
        [Csv(city, static value => $"DE,,,City {value},,,,")],
        [Csv(asn, static value => $"{64500 + value},Net")]);

    private static string Csv(NaiveRange[] ranges, Func<int, string> rest)
    {
        StringBuilder csv = new();
        foreach (NaiveRange range in ranges)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{range.First},{range.Last},{rest(range.Value)}\n");
        }
        return csv.ToString();
    }

    /// <summary>The narrowest range wins, of equally narrow ones the first; IPv6 ranges say nothing of IPv4 addresses.</summary>
    private static (string City, uint Asn) Expected(NaiveRange[] city, NaiveRange[] asn, IpAddress address)
    {
        int? place = Narrowest(city, address), network = Narrowest(asn, address);
        return (place is null ? "N/A" : $"City {place}", network is null ? 0 : 64500 + (uint)network);
    }

    private static int? Narrowest(NaiveRange[] ranges, IpAddress address) => ranges
        .Where(range => range.First.IsIPv4 == address.IsIPv4)
        .SelectMany(static range => range.Cut())
        .Where(range => range.First <= address && address <= range.Last)
        .Select(static range => (range.Value, Width: Bits(range.Last) - Bits(range.First)))
        .OrderBy(static range => range.Width)
        .Select(static range => (int?)range.Value)
        .FirstOrDefault();

    /// <summary>Both ends of each range and their neighbours.</summary>
    private static IEnumerable<IpAddress> Interesting(IEnumerable<NaiveRange> ranges) => ranges
        .SelectMany(static range => new[] { Bits(range.First), Bits(range.Last) })
        .SelectMany(static end => new[] { unchecked(end - 1), end, unchecked(end + 1) })
        .Append(UInt128.Zero)
        .Append(UInt128.MaxValue)
        .Distinct()
        .Select(static bits => new IpAddress((ulong)(bits >> 64), unchecked((ulong)bits)));

    private static UInt128 Bits(IpAddress address) => new(address.High, address.Low);

    private readonly record struct NaiveRange(IpAddress First, IpAddress Last, int Value)
    {
        /// <summary>An IPv6 range over the IPv4-mapped block is two ranges.</summary>
        public IEnumerable<NaiveRange> Cut()
        {
            if (First.IsIPv4 || First > IpAddress.FromIPv4(uint.MaxValue) || Last < IpAddress.FromIPv4(0))
            {
                return [this];
            }
            return [this with { Last = new IpAddress(0, 0xfffe_ffff_ffff) }, this with { First = new IpAddress(0, 0x1_0000_0000_0000) }];
        }
    }
}
