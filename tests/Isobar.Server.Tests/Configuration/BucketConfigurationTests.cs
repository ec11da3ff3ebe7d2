using System.Text;
using Isobar.Server.Configuration;

namespace Isobar.Server.Tests.Configuration;

public sealed class BucketConfigurationTests
{
    private const string Source = """ "sources": { "web": { "files": ["web.log"], "location": "eu-central-1" } } }""";

    [Theory]
    [InlineData("""{ "folder": "x", "region": "eu-central-1" }""", ": buckets.shop-im.folder: a folder has no endpoint, region, keys or path style (keep 'folder' alone, or leave it out)")]
    [InlineData("""{ }""", ": buckets.shop-im: nothing says where the bucket is (add 'folder', 'endpoint' or, for Amazon S3, 'region')")]
    [InlineData("""{ "region": "eu-central-1", "accessKey": "id" }""", ": buckets.shop-im.accessKey: 'accessKey' is there and 'secretKey' is not (give both, or neither to take the credentials of the surroundings)")]
    [InlineData("""{ "region": "eu-central-1", "secretKey": "hidden" }""", ": buckets.shop-im.secretKey: 'secretKey' is there and 'accessKey' is not (give both, or neither to take the credentials of the surroundings)")]
    [InlineData("""{ "endpoint": "s3.example.org" }""", ": buckets.shop-im.endpoint: 's3.example.org' is not an address that begins with https:// or http://")]
    [InlineData("""{ "folder": "x", "pathstyle": true }""", ": buckets.shop-im.pathstyle: 'pathstyle' is not a known key (did you mean 'pathStyle'?)")]
    public void A_fault_has_its_line_and_says_what_to_do(string bucket, string expected)
    {
        ConfigurationFault fault = Assert.Single(Load($"{{\n\"buckets\": {{\n\"shop-im\": {bucket} }},{Source}").Faults);
        Assert.Equal(3, fault.Line);
        Assert.EndsWith(expected, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop")]
    [InlineData("ab")]
    [InlineData("-ab")]
    [InlineData("a_b")]
    public void A_name_must_be_one_that_S3_takes(string name)
    {
        ConfigurationFault fault = Assert.Single(Load($$"""{ "buckets": { "{{name}}": { "folder": "x" } },{{Source}}""").Faults);
        Assert.EndsWith($": buckets.{name}: '{name}' is not a name (3 to 63 lower-case letters, digits, '-' or '.', a letter or digit first and last, as S3 wants them)", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_begin_at_the_file_and_the_rest_has_the_defaults_of_the_installation()
    {
        IsobarConfiguration configuration = Load($$"""
            { "region": "eu-west-1", "buckets": {
              "own": { "folder": "measurements" }, "amazon": { "region": "us-east-1" }, "store": { "endpoint": "https://s3.example.org", "pathStyle": false } },{{Source}}
            """).Configuration!;
        Assert.Equal("/etc/isobar/measurements", configuration.Buckets["own"].Folder);
        Assert.Equal(new(null, null, "us-east-1", null, null, false), configuration.Buckets["amazon"]);
        Assert.Equal(new(null, new Uri("https://s3.example.org"), "eu-west-1", null, null, false), configuration.Buckets["store"]);
    }

    [Fact]
    public void The_secret_may_come_from_the_surroundings_and_is_not_told()
    {
        ConfigurationInputs inputs = ConfigurationInputs.None with { Environment = new Dictionary<string, string> { ["ISOBAR__BUCKETS__shop_im__SECRETKEY"] = "hidden" } };
        string text = $$"""{ "buckets": { "shop-im": { "endpoint": "https://s3.example.org", "accessKey": "id" } },{{Source}}""";
        IsobarConfiguration configuration = ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes(text), "isobar.json", "/etc/isobar", inputs).Configuration!;
        Assert.Equal("hidden", configuration.Buckets["shop-im"].SecretKey);
        Assert.DoesNotContain("hidden", configuration.Buckets["shop-im"].ToString(), StringComparison.Ordinal);
        Assert.All(ConfigurationListing.Of(configuration).Values, entry => Assert.DoesNotContain("hidden", entry.Text, StringComparison.Ordinal));
    }

    private static ConfigurationResult Load(string text) => ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes(text), "isobar.json", "/etc/isobar", ConfigurationInputs.None);
}
