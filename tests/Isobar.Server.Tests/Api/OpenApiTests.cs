using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Server.Api;
using Isobar.Server.Api.OpenApi;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api;

/// <summary>What `/openapi` tells, against the operations themselves and the model that clients use.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private ApiFixture _api = null!;
    private JsonNode _document = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiFixture.StartAsync();
        using HttpClient http = new();
        _document = JsonNode.Parse(await http.GetStringAsync(new Uri(_api.Address, ApiDescription.Path)))!;
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public void Own_endpoints_are_described()
    {
        Assert.StartsWith("3.", _document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All((string[])["/", "/metrics", "/health"], path => Assert.NotNull(_document["paths"]![path]!["get"]!["responses"]!["200"]));
        Assert.NotNull(_document["paths"]!["/health"]!["get"]!["responses"]!["503"]);
    }

    [Fact]
    public void Described_operations_are_those_of_the_server()
    {
        IOperation[] served = InternetMonitorApi.All(_api.Host.Services);
        foreach (ExtendedOperation operation in ExtendedOperation.All)
        {
            IOperation one = served.Single(one => one.Name == operation.Name);
            Assert.Equal((one.Method, one.Path), (operation.Method.Method, System.Text.RegularExpressions.Regex.Replace(operation.Path, @"\{\w+\}", "{}")));
            Assert.Equal(operation.Name, _document["paths"]![operation.Path]![one.Method.ToLowerInvariant()]!["operationId"]!.GetValue<string>());
        }
    }

    /// <summary>The model for clients marks nothing as extension, but all that is described here is a member there, and read from the same place.</summary>
    [Fact]
    public void Parameters_and_members_are_those_of_the_model_for_clients()
    {
        using JsonDocument model = JsonDocument.Parse(File.ReadAllBytes(Repository.Path("clients/botocore/internetmonitor/2021-06-03/service-2.json")));
        JsonElement shapes = model.RootElement.GetProperty("shapes");
        foreach (ExtendedOperation operation in ExtendedOperation.All)
        {
            JsonElement modelled = model.RootElement.GetProperty("operations").GetProperty(operation.Name);
            JsonElement input = shapes.GetProperty(modelled.GetProperty("input").GetProperty("shape").GetString()!).GetProperty("members");
            Assert.All(operation.Parameters, parameter => Assert.Equal("querystring", input.GetProperty(parameter.Name).GetProperty("location").GetString()));
            JsonNode described = _document["paths"]![operation.Path]![operation.Method.Method.ToLowerInvariant()]!;
            Assert.All(operation.Parameters, parameter => Assert.Contains(described["parameters"]!.AsArray(), one => one!["name"]!.GetValue<string>() == parameter.Name));
            AssertMembers(shapes, modelled, "output", described["responses"]!["200"]!);
            if (operation.Request is not null)
            {
                AssertMembers(shapes, modelled, "input", described["requestBody"]!);
            }
        }
    }

    private void AssertMembers(JsonElement shapes, JsonElement operation, string side, JsonNode described)
    {
        IEnumerable<string> modelled = shapes.GetProperty(operation.GetProperty(side).GetProperty("shape").GetString()!).GetProperty("members").EnumerateObject()
            .Where(member => !member.Value.TryGetProperty("location", out _)).Select(member => member.Name);
        JsonNode schema = described["content"]!["application/json"]!["schema"]!;
        JsonNode whole = schema["$ref"] is { } reference ? _document["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]! : schema;
        Assert.Equal(modelled.Order(), (whole["properties"]?.AsObject() ?? []).Select(member => member.Key).Order());
    }
}
