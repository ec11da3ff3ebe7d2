using System.Text.Json.Nodes;

namespace Isobar.Server.Tests.Api;

/// <summary>What the Terraform provider sends and what its waiters tolerate, as raw requests (spec 2.2, 20 rows 7 and 8).</summary>
public sealed class TerraformSequenceTests : IAsyncLifetime
{
    private const string Monitors = "/v20210603/Monitors";

    private ApiFixture _api = null!;

    public async Task InitializeAsync() => _api = await ApiFixture.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Apply_deactivate_import_and_destroy()
    {
        (await _api.PostAsync(Monitors, """{"ClientToken":"terraform-1","MonitorName":"tf","Tags":{},"TrafficPercentageToMonitor":1}""")).Ok();
        JsonObject applied = await WaitAsync("ACTIVE");
        // A plan is empty when what was left out is left out here too.
        Assert.Equal(1, applied["TrafficPercentageToMonitor"]!.GetValue<int>());
        Assert.False(applied.ContainsKey("MaxCityNetworksToMonitor") || applied.ContainsKey("HealthEventsConfig"));
        Assert.Equal("{}", applied["InternetMeasurementsLogDelivery"]!.ToJsonString());
        (await _api.PatchAsync(Monitors + "/tf", """{"ClientToken":"terraform-2","Status":"INACTIVE"}""")).Ok();
        JsonObject inactive = await WaitAsync("INACTIVE");
        JsonObject imported = (await _api.GetAsync(Monitors + "/tf")).Ok();
        Assert.True(JsonNode.DeepEquals(inactive, imported));
        (await _api.PatchAsync(Monitors + "/tf", """{"ClientToken":"terraform-3","Status":"INACTIVE"}""")).Ok();
        await WaitAsync("INACTIVE");
        (await _api.DeleteAsync(Monitors + "/tf")).Ok();
        (await _api.GetAsync(Monitors + "/tf")).Fails(404, "ResourceNotFoundException");
    }

    [Fact]
    public async Task One_threshold_that_is_set_shows_the_other_at_95()
    {
        (await _api.PostAsync(Monitors, """{"MonitorName":"tf","TrafficPercentageToMonitor":1,"HealthEventsConfig":{"AvailabilityScoreThreshold":50}}""")).Ok();
        JsonObject config = (await WaitAsync("ACTIVE"))["HealthEventsConfig"]!.AsObject();
        Assert.Equal((50.0, 95.0), (config["AvailabilityScoreThreshold"]!.GetValue<double>(), config["PerformanceScoreThreshold"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_bucket_is_shown_as_it_was_set()
    {
        const string Delivery = """{"S3Config":{"BucketName":"bucket","LogDeliveryStatus":"ENABLED"}}""";
        (await _api.PostAsync(Monitors, $$"""{"MonitorName":"tf","MaxCityNetworksToMonitor":2,"InternetMeasurementsLogDelivery":{{Delivery}} }""")).Ok();
        JsonObject applied = await WaitAsync("ACTIVE");
        Assert.Equal(Delivery, applied["InternetMeasurementsLogDelivery"]!.ToJsonString());
        Assert.False(applied.ContainsKey("TrafficPercentageToMonitor"));
    }

    /// <summary>As the provider's waiter: nothing but PENDING may be seen on the way.</summary>
    private async Task<JsonObject> WaitAsync(string target)
    {
        for (int seconds = 0; seconds < 300; seconds += 5)
        {
            JsonObject monitor = (await _api.GetAsync(Monitors + "/tf")).Ok();
            string status = monitor["Status"]!.GetValue<string>();
            if (status == target)
            {
                return monitor;
            }
            Assert.Equal("PENDING", status);
            _api.Clock.Advance(TimeSpan.FromSeconds(5));
        }
        throw new InvalidOperationException($"never {target}");
    }
}
