using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Events;

public sealed class HealthEventIdsTests
{
    private const long Start = 1_655_687_105;

    [Theory]
    [InlineData(HealthMetric.Performance, "2022-06-20T01-05-05Z/latency")]
    [InlineData(HealthMetric.Availability, "2022-06-20T01-05-05Z/availability")]
    public void An_overall_event_is_named_by_its_start(HealthMetric metric, string id) => Assert.Equal(id, HealthEventIds.Overall(metric, Start));

    [Fact]
    public void A_local_event_is_named_by_its_location_in_hexadecimal()
    {
        // The location of the published sample: `us-east-1>8075>United States>Virginia>Washington`.
        string id = HealthEventIds.Local(HealthMetric.Performance, Start, Place("United States", "Virginia", "Washington", 8075), "us-east-1");
        Assert.Equal(
            "2022-06-20T01-05-05Z/latency-75732d656173742d313e383037353e556e69746564205374617465733e56697267696e69613e57617368696e67746f6e", id);
        Assert.StartsWith("2022-06-20T01-05-05Z/availability-", HealthEventIds.Local(HealthMetric.Availability, Start, Place("A", "B", "C", 1), "FRA"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_city_that_is_too_long_is_replaced_by_a_short_hash()
    {
        CityNetwork place = Place("Wales", "Isle of Anglesey", "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and the hamlets around it", 64500);
        string id = HealthEventIds.Local(HealthMetric.Performance, Start, place, "eu-west-2");
        Assert.InRange(id.Length, 1, HealthEventIds.Limit);
        Assert.Equal($"eu-west-2>64500>Wales>Isle of Anglesey>{place.Id.ToString()[..8]}", LocationOf(id));
    }

    [Fact]
    public void No_name_makes_an_id_too_long_or_illegal() =>
        Prop.ForAll<NonNull<string>, NonNull<string>, PositiveInt>((country, city, length) =>
        {
            CityNetwork place = Place(country.Get + new string('ö', length.Get * 7 % 200), "Sub", city.Get + new string('x', length.Get * 3 % 150), uint.MaxValue);
            string location = new('l', 1 + length.Get * 11 % 300);
            string id = HealthEventIds.Local(HealthMetric.Availability, Start, place, location);
            return id.Length <= HealthEventIds.Limit && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '.' or '-');
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_arn_is_that_of_the_monitor_and_the_id() =>
        Assert.Equal(
            "arn:aws:internetmonitor:eu-central-1:123456789012:monitor/shop/health-event/2022-06-20T01-05-05Z/latency",
            HealthEventIds.Arn("arn:aws:internetmonitor:eu-central-1:123456789012:monitor/shop", HealthEventIds.Overall(HealthMetric.Performance, Start)));

    private static string LocationOf(string id) => Encoding.UTF8.GetString(Convert.FromHexString(id[(id.LastIndexOf('-') + 1)..]));

    private static CityNetwork Place(string country, string subdivision, string city, uint asn) =>
        new(CityNetworkId.Of("XX", subdivision, "N/A", city, asn), "XX", country, subdivision, "N/A", city, asn, "EXAMPLE-NET", 0, 0);
}
