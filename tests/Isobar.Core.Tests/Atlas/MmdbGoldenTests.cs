using System.Globalization;
using System.Text.Json;
using Isobar.Core.Atlas.Mmdb;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Atlas;

/// <summary>The publisher's test databases against the JSON that they were written from.</summary>
public sealed class MmdbGoldenTests
{
    /// <summary>A later, wider network overwrote these two, says the data's description.</summary>
    private static readonly HashSet<string> s_overwritten = ["2001:480:1::/64", "2001:480:2::/64"];

    public static TheoryData<string> Pairs => [.. new[]
    {
        "GeoIP-Anonymous-Plus-Test", "GeoIP-Residential-Proxy-Test", "GeoIP2-Anonymous-IP-Test", "GeoIP2-City-Test", "GeoIP2-Connection-Type-Test", "GeoIP2-Country-Test",
        "GeoIP2-DensityIncome-Test", "GeoIP2-Domain-Test", "GeoIP2-Enterprise-Test", "GeoIP2-IP-Risk-Test", "GeoIP2-ISP-Test", "GeoIP2-Precision-Enterprise-Test",
        "GeoIP2-Static-IP-Score-Test", "GeoIP2-User-Count-Test", "GeoLite2-ASN-Test", "GeoLite2-City-Test", "GeoLite2-Country-Test",
    }];

    [SkippableTheory]
    [MemberData(nameof(Pairs))]
    public void First_address_of_every_network_has_exactly_its_record(string name)
    {
        MmdbReader reader = MmdbReader.Open(name, SampleData.Bytes($"mmdb/test-data/{name}.mmdb"));
        using JsonDocument source = JsonDocument.Parse(SampleData.Bytes($"mmdb/source-data/{name}.json"));
        int compared = 0;
        foreach (JsonProperty entry in source.RootElement.EnumerateArray().SelectMany(static entry => entry.EnumerateObject()))
        {
            if (s_overwritten.Contains(entry.Name))
            {
                continue;
            }
            Assert.True(IpAddress.TryParse(System.Text.Encoding.UTF8.GetBytes(entry.Name.Split('/')[0]), out IpAddress first), entry.Name);
            MmdbValue? record = reader.Find(first);
            Assert.True(record is not null, $"{entry.Name} was not found");
            AssertSame(entry.Value, record!, $"{name} {entry.Name}");
            compared++;
        }
        Assert.True(compared > 0);
    }

    [SkippableTheory]
    [MemberData(nameof(Pairs))]
    public void Walk_and_look_up_agree(string name)
    {
        MmdbReader reader = MmdbReader.Open(name, SampleData.Bytes($"mmdb/test-data/{name}.mmdb"));
        foreach (MmdbNetwork network in reader.Networks())
        {
            string expected = Text(reader.Decode(network.Record));
            Assert.Equal(expected, Text(reader.Find(network.First)!));
            Assert.Equal(expected, Text(reader.Find(network.Last)!));
        }
    }

    internal static string Text(MmdbValue value) => value.Kind switch
    {
        MmdbKind.Map => "{" + string.Join(",", value.Members.OrderBy(static m => m.Key, StringComparer.Ordinal).Select(static m => m.Key + ":" + Text(m.Value))) + "}",
        MmdbKind.List => "[" + string.Join(",", value.Elements.Select(Text)) + "]",
        MmdbKind.Text => "\"" + value.Text + "\"",
        MmdbKind.Bytes => Convert.ToHexString(value.Bytes.Span),
        MmdbKind.Int32 or MmdbKind.Double or MmdbKind.Float => value.Number.ToString("R", CultureInfo.InvariantCulture),
        _ => value.Integer.ToString(CultureInfo.InvariantCulture),
    };

    private static void AssertSame(JsonElement expected, MmdbValue actual, string where)
    {
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.Equal(MmdbKind.Map, actual.Kind);
                Assert.Equal(
                    expected.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal),
                    actual.Members.Keys.Order(StringComparer.Ordinal));
                foreach (JsonProperty member in expected.EnumerateObject())
                {
                    AssertSame(member.Value, actual.Find(member.Name)!, $"{where}.{member.Name}");
                }
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), actual.Elements.Count);
                for (int i = 0; i < actual.Elements.Count; i++)
                {
                    AssertSame(expected[i], actual.Elements[i], $"{where}[{i}]");
                }
                break;
            case JsonValueKind.String:
                Assert.Equal(expected.GetString(), actual.Text);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Assert.Equal(MmdbKind.Boolean, actual.Kind);
                Assert.Equal(expected.GetBoolean() ? UInt128.One : UInt128.Zero, actual.Integer);
                break;
            case JsonValueKind.Number:
                // Floats of 32 bits carry seven digits.
                Assert.True(Math.Abs(expected.GetDouble() - actual.Number) <= 1e-6 * Math.Max(1, Math.Abs(actual.Number)), $"{where}: {expected} is not {actual.Number}");
                break;
            default:
                Assert.Fail($"{where}: unexpected {expected.ValueKind}");
                break;
        }
    }
}
