using System.Net;
using System.Text.Json.Nodes;

namespace Isobar.Server.Tests.Api;

/// <summary>An answer of the API, read whole.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string? ErrorType, string Body)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Text(string member) => Json[member]!.GetValue<string>();

    /// <summary>Expects success and gives the body.</summary>
    public JsonObject Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{Status} {ErrorType} {Body}");
        Assert.Null(ErrorType);
        return Json;
    }

    /// <summary>Expects a modelled error and gives its message.</summary>
    public string Fails(int status, string errorType)
    {
        Assert.Equal((status, errorType), ((int)Status, ErrorType));
        JsonObject json = Json;
        Assert.Equal(["message"], json.Select(member => member.Key));
        return json["message"]!.GetValue<string>();
    }
}
