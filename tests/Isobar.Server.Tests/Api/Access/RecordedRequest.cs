using System.Globalization;
using System.Text;
using System.Text.Json;
using Isobar.Server.Api.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Isobar.Server.Tests.Api.Access;

/// <summary>A request as a real client signed it, with the key that all of them were recorded with.</summary>
internal sealed record RecordedRequest(string Name, string Method, string Target, Dictionary<string, string> Headers, string Body)
{
    public static readonly AccessKey Key = new("IBAKRECORDEDEXAMPLE2", "123456789012", AccessPolicy.Full, "recordedSecret/For+Tests0123456789abcdef");

    private static readonly JsonSerializerOptions s_options = new() { PropertyNameCaseInsensitive = true };

    public static IReadOnlyList<RecordedRequest> All { get; } = JsonSerializer.Deserialize<List<RecordedRequest>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Api/Access/recorded-requests.json")), s_options)!;

    public byte[] BodyBytes => Encoding.Latin1.GetBytes(Body);

    /// <summary>When it was signed, to the second.</summary>
    public DateTimeOffset SignedAt => DateTimeOffset.ParseExact(
        Headers.GetValueOrDefault("X-Amz-Date") ?? RawTarget.Parse(Target).Parameter("X-Amz-Date")!, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal);

    /// <summary>The signing name that it was made for.</summary>
    public string Service => (Headers.GetValueOrDefault("Authorization") ?? RawTarget.DecodeText(Target)).Contains("/monitoring/", StringComparison.Ordinal)
        ? "monitoring"
        : "internetmonitor";

    /// <summary>The same as the server meets it.</summary>
    public HttpRequest Request()
    {
        DefaultHttpContext context = new();
        context.Request.Method = Method;
        context.Features.Get<IHttpRequestFeature>()!.RawTarget = Target;
        foreach ((string name, string value) in Headers)
        {
            context.Request.Headers[name] = value;
        }
        return context.Request;
    }

    public RecordedRequest With(string header, string? value)
    {
        Dictionary<string, string> headers = new(Headers);
        if (value is null)
        {
            headers.Remove(header);
        }
        else
        {
            headers[header] = value;
        }
        return this with { Headers = headers };
    }
}
