using System.Text;
using Isobar.Core.Locations;

namespace Isobar.Core.Tests.Locations;

public sealed class BuiltInLocationsTests
{
    [Fact]
    public void Names_are_unique()
    {
        string[] twice = [.. BuiltInLocations.All.GroupBy(location => location.Name).Where(group => group.Count() > 1).Select(group => group.Key)];
        Assert.Empty(twice);
    }

    [Fact]
    public void Coordinates_are_on_the_globe_and_written_to_a_hundredth_of_a_degree()
    {
        Assert.All(BuiltInLocations.All, location =>
        {
            Assert.InRange(location.Latitude, -56.0, 71.0);
            Assert.InRange(location.Longitude, -180.0, 180.0);
            Assert.Equal(Math.Round(location.Latitude, 2), location.Latitude);
            Assert.NotEqual(0, location.Latitude);
        });
    }

    [Theory]
    [InlineData("us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 ca-west-1 mx-central-1 sa-east-1")]
    [InlineData("eu-central-1 eu-central-2 eu-west-1 eu-west-2 eu-west-3 eu-north-1 eu-south-1 eu-south-2")]
    [InlineData("af-south-1 il-central-1 me-central-1 me-south-1")]
    [InlineData("ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2")]
    [InlineData("ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7")]
    [InlineData("us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1 eusc-de-east-1")]
    public void Regions_of_all_public_partitions_are_there(string names) =>
        Assert.All(names.Split(' '), name => Assert.Equal(ServiceLocationKind.Region, BuiltInLocations.Find(name)?.Kind));

    [Fact]
    public void There_are_no_other_regions_and_more_than_a_hundred_edges()
    {
        Assert.Equal(39, AwsRegions.All.Length);
        Assert.True(EdgeLocations.All.Length > 100);
    }

    [Fact]
    public void A_region_and_the_edge_of_its_city_are_near_each_other()
    {
        (string Region, string Edge)[] pairs =
        [
            ("us-east-1", "IAD"), ("eu-central-1", "FRA"), ("eu-west-2", "LHR"), ("ap-northeast-1", "NRT"), ("sa-east-1", "GRU"), ("ap-southeast-2", "SYD"),
            ("af-south-1", "CPT"), ("ap-south-1", "BOM"), ("me-south-1", "BAH"), ("ap-southeast-6", "AKL"), ("us-gov-west-1", "PDX"), ("mx-central-1", "QRO"),
        ];
        Assert.All(pairs, pair =>
        {
            ServiceLocation region = BuiltInLocations.Find(pair.Region)!, edge = BuiltInLocations.Find(pair.Edge)!;
            Assert.True(Math.Abs(region.Latitude - edge.Latitude) < 1 && Math.Abs(region.Longitude - edge.Longitude) < 1, $"{region} {edge}");
        });
    }

    [Theory]
    [InlineData("FRA56-C1", "FRA")]
    [InlineData("FRA", "FRA")]
    [InlineData("ORD51-P3", "ORD")]
    public void An_edge_is_found_by_what_logs_write(string logged, string code) =>
        Assert.Equal(code, EdgeLocations.Find(Encoding.UTF8.GetBytes(logged))?.Name);

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("FR")]
    [InlineData("fra56")]
    [InlineData("FRANKFURT")]
    [InlineData("QQQ1")]
    [InlineData("Fr\u00e4nk")]
    public void Anything_else_is_no_edge(string logged) => Assert.Null(EdgeLocations.Find(Encoding.UTF8.GetBytes(logged)));

    [Fact]
    public void Finding_an_edge_allocates_nothing()
    {
        byte[] logged = "FRA56-C1"u8.ToArray();
        Assert.NotNull(EdgeLocations.Find(logged));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            EdgeLocations.Find(logged);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    [InlineData("eu-central-1", "aws")]
    public void The_partition_follows_from_the_region(string region, string partition) => Assert.Equal(partition, AwsRegions.PartitionOf(region));

    [Theory]
    [InlineData("eu-central-1", "eu-central-1a", true)]
    [InlineData("eu-central-1", "euc1-az2", true)]
    [InlineData("ap-northeast-1", "apne1-az4", true)]
    [InlineData("ap-southeast-2", "apse2-az1", true)]
    [InlineData("us-gov-west-1", "usgw1-az1", true)]
    [InlineData("cn-northwest-1", "cnnw1-az1", true)]
    [InlineData("us-west-2", "us-west-2-lax-1a", true)]
    [InlineData("us-east-1", "us-east-1-wl1-bos-wlz-1", true)]
    [InlineData("us-west-2", "usw2-lax1-az1", true)]
    [InlineData("eu-central-1", "eu-west-1a", false)]
    [InlineData("eu-central-1", "eu-central-1", false)]
    [InlineData("eu-central-1", "eu-central-1A", false)]
    [InlineData("eu-central-1", "eu-central-1ab", false)]
    [InlineData("eu-central-1", "eu-central-1-", false)]
    [InlineData("eu-central-1", "euc2-az1", false)]
    [InlineData("FRA", "a", false)]
    public void Zones_are_told_by_their_form(string location, string zone, bool belongs) =>
        Assert.Equal(belongs, BuiltInLocations.Find(location)!.HasZone(zone));

    [Fact]
    public void Zones_of_an_own_location_are_those_listed()
    {
        var bern = new ServiceLocation("bern", ServiceLocationKind.Own, "Bern", 46.95, 7.45, ["hall-a"]);
        Assert.True(bern.HasZone("hall-a"));
        Assert.False(bern.HasZone("hall-b"));
    }
}
