namespace Isobar.Server.Tests.Api;

/// <summary>What `compatibility: strict` refuses, and the limits that are settings.</summary>
public sealed class CompatibilityTests
{
    private const string Monitors = "/v20210603/Monitors", Vpc = "arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0123456789abcdef0",
        Distribution = "arn:aws:cloudfront::123456789012:distribution/E1234567890", Balancer = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/front/0123456789abcdef";

    [Fact]
    public async Task Strict_holds_the_limits_of_the_service()
    {
        await using ApiFixture api = await ApiFixture.StartAsync(configuration: Configured("\"compatibility\": \"strict\""));
        for (int i = 0; i < 50; i++)
        {
            await api.CreateAsync($"m{i}");
        }
        (await api.PostAsync(Monitors, """{"MonitorName":"m50"}""")).Fails(403, "LimitExceededException");
        await api.CreateAsync("m50", api.OtherKey);
        string resources(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-{i:x17}\""));
        (await api.PatchAsync(Monitors + "/m0", "{\"ResourcesToAdd\":[" + resources(51) + "]}")).Fails(403, "LimitExceededException");
        (await api.PatchAsync(Monitors + "/m0", "{\"ResourcesToAdd\":[" + resources(50) + "]}")).Ok();
    }

    [Theory]
    [InlineData(true, Vpc, Distribution)]
    [InlineData(true, Balancer)]
    [InlineData(false, Vpc, Balancer)]
    [InlineData(false, "arn:aws:s3:::bucket-of-somebody")]
    [InlineData(false, "arn:aws:ec2:eu-south-1:123456789012:vpc/vpc-0123456789abcdef0")]
    [InlineData(true, "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-0123456789abcdef0")]
    [InlineData(false, "arn:aws:ec2:eu-central-1:210987654321:vpc/vpc-0123456789abcdef0")]
    public async Task Strict_takes_only_resources_that_go_together(bool isTaken, params string[] resources)
    {
        string body = "{\"MonitorName\":\"m\",\"Resources\":[" + string.Join(',', resources.Select(each => $"\"{each}\"")) + "]}";
        await using ApiFixture strict = await ApiFixture.StartAsync(configuration: Configured("\"compatibility\": \"strict\""));
        ApiReply reply = await strict.PostAsync(Monitors, body);
        if (isTaken)
        {
            reply.Ok();
        }
        else
        {
            reply.Fails(400, "ValidationException");
        }
        await using ApiFixture open = await ApiFixture.StartAsync();
        (await open.PostAsync(Monitors, body)).Ok();
    }

    [Fact]
    public async Task Limits_are_settings()
    {
        await using ApiFixture api = await ApiFixture.StartAsync(configuration: Configured("\"limits\": { \"monitorsPerAccount\": 1, \"resourcesPerMonitor\": 1 }"));
        (await api.PostAsync(Monitors, $$"""{"MonitorName":"m","Resources":["{{Vpc}}","{{Balancer}}"]}""")).Fails(403, "LimitExceededException");
        (await api.PostAsync(Monitors, $$"""{"MonitorName":"m","Resources":["{{Vpc}}"]}""")).Ok();
        (await api.PostAsync(Monitors, """{"MonitorName":"n"}""")).Fails(403, "LimitExceededException");
        (await api.PatchAsync(Monitors + "/m", $$"""{"ResourcesToAdd":["{{Balancer}}"]}""")).Fails(403, "LimitExceededException");
    }

    [Fact]
    public async Task A_throttled_key_waits_a_second_under_both_names()
    {
        await using ApiFixture api = await ApiFixture.StartAsync(configuration: Configured("\"limits\": { \"requestsPerSecond\": 1 }"));
        (await api.GetAsync(Monitors)).Ok();
        (await api.GetAsync(Monitors)).Ok();
        Assert.Equal("Rate exceeded", (await api.GetAsync(Monitors)).Fails(429, "ThrottlingException"));
        (await api.GetAsync("/tags/" + Uri.EscapeDataString(Vpc))).Fails(429, "TooManyRequestsException");
        (await api.GetAsync(Monitors, api.OtherKey)).Ok();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        (await api.GetAsync(Monitors)).Ok();
        (await api.GetAsync(Monitors)).Fails(429, "ThrottlingException");
    }

    private static string Configured(string more) => $$"""{ "account": "123456789012", "region": "eu-central-1", {{more}} }""";
}
