using System.Formats.Cbor;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Isobar.Server.Tests.Api.CloudWatch;

/// <summary>Sends one request, given as JSON, through any of the protocols, written here anew and not with the server's own code.</summary>
internal static class ProtocolCaller
{
    public static readonly string[] Protocols = ["query", "json", "cbor"];

    private static readonly HttpClient s_http = new();

    /// <summary>The answer: its status, its fault's code (the query code by header or body), and its members as JSON.</summary>
    public static async Task<(HttpStatusCode Status, string? Code, JsonNode? Body)> CallAsync(
        Uri address, string protocol, string operation, JsonObject request, bool isGzip = false)
    {
        (string path, string type, byte[] body) = protocol switch
        {
            "query" => ("/", "application/x-www-form-urlencoded; charset=utf-8", Form(operation, request)),
            "json" => ("/", "application/x-amz-json-1.0", Encoding.UTF8.GetBytes(request.ToJsonString())),
            _ => ($"/service/GraniteServiceVersion20100801/operation/{operation}", "application/cbor", Cbor(request)),
        };
        using HttpRequestMessage message = Message(new Uri(address, path), type, isGzip ? Gzip(body) : body);
        if (isGzip)
        {
            message.Content!.Headers.ContentEncoding.Add("gzip");
        }
        if (protocol == "json")
        {
            message.Headers.Add("X-Amz-Target", $"GraniteServiceVersion20100801.{operation}");
        }
        if (protocol != "query")
        {
            message.Headers.Add("x-amzn-query-mode", "true");
        }
        using HttpResponseMessage response = await s_http.SendAsync(message);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        string? header = response.Headers.TryGetValues("x-amzn-query-error", out IEnumerable<string>? values) ? values.Single() : null;
        if (protocol == "query")
        {
            XElement root = XDocument.Parse(Encoding.UTF8.GetString(answer)).Root!;
            string? code = root.Descendants().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value;
            XElement? result = root.Elements().FirstOrDefault(element => element.Name.LocalName == $"{operation}Result");
            return (response.StatusCode, response.IsSuccessStatusCode ? null : code, result is null ? null : ReadXml(result));
        }
        JsonNode? node = answer.Length == 0 ? null : protocol == "json" ? JsonNode.Parse(answer) : ReadCbor(new CborReader(answer));
        return (response.StatusCode, header?.Split(';')[0], node);
    }

    /// <summary>Sends bytes as they are.</summary>
    public static async Task<(HttpStatusCode Status, string Text)> SendRawAsync(
        Uri address, string protocol, byte[] body, string? encoding = null, string operation = "PutMetricData")
    {
        string path = protocol == "cbor" ? $"/service/GraniteServiceVersion20100801/operation/{operation}" : "/";
        using HttpRequestMessage message = Message(new Uri(address, path), "application/octet-stream", body);
        if (protocol == "json")
        {
            message.Headers.Add("X-Amz-Target", $"GraniteServiceVersion20100801.{operation}");
        }
        if (encoding is not null)
        {
            message.Content!.Headers.ContentEncoding.Add(encoding);
        }
        using HttpResponseMessage response = await s_http.SendAsync(message);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static byte[] Gzip(byte[] body)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }
        return buffer.ToArray();
    }

    private static HttpRequestMessage Message(Uri address, string type, byte[] body)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return message;
    }

    private static byte[] Form(string operation, JsonObject request)
    {
        var fields = new List<KeyValuePair<string, string>> { new("Action", operation), new("Version", "2010-08-01") };
        void Flatten(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonArray { Count: 0 }:
                    fields.Add(new(path, ""));
                    break;
                case JsonArray array:
                    for (int i = 0; i < array.Count; i++)
                    {
                        Flatten(string.Create(CultureInfo.InvariantCulture, $"{path}.member.{i + 1}"), array[i]);
                    }
                    break;
                case JsonObject inner:
                    foreach ((string name, JsonNode? value) in inner)
                    {
                        Flatten(path.Length == 0 ? name : $"{path}.{name}", value);
                    }
                    break;
                case JsonValue value when IsTime(path, value, out double seconds):
                    fields.Add(new(path, DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
                    break;
                case JsonValue value:
                    fields.Add(new(path, value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()));
                    break;
            }
        }
        Flatten("", request);
        return Encoding.UTF8.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}")));
    }

    /// <summary>Members whose names say that they are times are numbers in the requests of tests.</summary>
    private static bool IsTime(string path, JsonValue value, out double seconds)
    {
        seconds = 0;
        bool isTime = path.EndsWith("Time", StringComparison.Ordinal) || path.EndsWith("Timestamp", StringComparison.Ordinal) || path.EndsWith("Date", StringComparison.Ordinal);
        if (!isTime || value.GetValueKind() != JsonValueKind.Number)
        {
            return false;
        }
        seconds = NumberOf(value);
        return true;
    }

    /// <summary>The number of a node, whether it was made of an integer, a double, or a text.</summary>
    private static double NumberOf(JsonValue value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static byte[] Cbor(JsonObject request)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        WriteCbor(writer, "", request);
        return writer.Encode();
    }

    private static void WriteCbor(CborWriter writer, string name, JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                // Of unknown length, as some SDKs write it.
                writer.WriteStartArray(null);
                foreach (JsonNode? item in array)
                {
                    WriteCbor(writer, "", item);
                }
                writer.WriteEndArray();
                break;
            case JsonObject inner:
                writer.WriteStartMap(inner.Count);
                foreach ((string key, JsonNode? value) in inner)
                {
                    writer.WriteTextString(key);
                    WriteCbor(writer, key, value);
                }
                writer.WriteEndMap();
                break;
            case JsonValue value when IsTime(name, value, out double seconds):
                writer.WriteTag(CborTag.UnixTimeSeconds);
                writer.WriteDouble(seconds);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                if (long.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out long whole))
                {
                    writer.WriteInt64(whole);
                }
                else
                {
                    writer.WriteDouble(NumberOf(value));
                }
                break;
            case JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                writer.WriteBoolean(value.GetValue<bool>());
                break;
            case JsonValue value:
                writer.WriteTextString(value.GetValue<string>());
                break;
        }
    }

    private static JsonNode? ReadCbor(CborReader reader)
    {
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                var map = new JsonObject();
                reader.ReadStartMap();
                while (reader.PeekState() != CborReaderState.EndMap)
                {
                    map[reader.ReadTextString()] = ReadCbor(reader);
                }
                reader.ReadEndMap();
                return map;
            case CborReaderState.StartArray:
                var array = new JsonArray();
                reader.ReadStartArray();
                while (reader.PeekState() != CborReaderState.EndArray)
                {
                    array.Add(ReadCbor(reader));
                }
                reader.ReadEndArray();
                return array;
            case CborReaderState.Tag:
                Assert.Equal(CborTag.UnixTimeSeconds, reader.ReadTag());
                return JsonValue.Create(reader.ReadDouble());
            case CborReaderState.TextString:
                return JsonValue.Create(reader.ReadTextString());
            case CborReaderState.Boolean:
                return JsonValue.Create(reader.ReadBoolean());
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return JsonValue.Create(reader.ReadInt64());
            default:
                return JsonValue.Create(reader.ReadDouble());
        }
    }

    private static JsonNode? ReadXml(XElement element)
    {
        if (element.Elements().Any() && element.Elements().All(child => child.Name.LocalName == "member"))
        {
            return new JsonArray([.. element.Elements().Select(ReadXml)]);
        }
        if (!element.HasElements)
        {
            return JsonValue.Create(element.Value);
        }
        var members = new JsonObject();
        foreach (XElement child in element.Elements())
        {
            members[child.Name.LocalName] = ReadXml(child);
        }
        return members;
    }
}
