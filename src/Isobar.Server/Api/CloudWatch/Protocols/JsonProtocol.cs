using System.Text.Encodings.Web;
using System.Text.Json;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>awsJson1_0: JSON in and out, the operation in a header.</summary>
internal sealed class JsonProtocol : ICloudWatchProtocol
{
    /// <summary>What the header begins with.</summary>
    public const string TargetPrefix = "GraniteServiceVersion20100801.";

    /// <summary>Namespace of the names of faults.</summary>
    public const string ShapeNamespace = "com.amazonaws.cloudwatch#";

    /// <inheritdoc/>
    public string ContentType => "application/x-amz-json-1.0";

    /// <inheritdoc/>
    public WireRequest Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        string target = request.Headers["X-Amz-Target"].ToString();
        string operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : throw CloudWatchFault.UnknownOperation(target);
        if (body.IsEmpty)
        {
            return new(operation, new RequestMembers(new WireStructure(), isForm: false));
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = WireLimits.Depth });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(operation, new RequestMembers(ReadStructure(document.RootElement), isForm: false))
                : throw CloudWatchFault.Unreadable("The body is not a JSON object.");
        }
        catch (JsonException)
        {
            throw CloudWatchFault.Unreadable("The body is not JSON, or nested too deeply.");
        }
        catch (InvalidOperationException)
        {
            // A text that is no Unicode, such as half a surrogate pair.
            throw CloudWatchFault.Unreadable("The body holds a string that is no text.");
        }
    }

    /// <inheritdoc/>
    public byte[] Write(string operation, WireStructure result, string requestId) => Write(result);

    /// <inheritdoc/>
    public byte[] WriteFault(CloudWatchFault fault, string requestId) => Write(json =>
    {
        json.WriteString("__type", ShapeNamespace + fault.Shape);
        json.WriteString("message", fault.Message);
    });

    /// <inheritdoc/>
    public void AddHeaders(IHeaderDictionary headers, CloudWatchFault? fault, bool isQueryMode)
    {
        if (fault is not null && isQueryMode)
        {
            headers["x-amzn-query-error"] = $"{fault.QueryCode};{(fault.IsSender ? "Sender" : "Receiver")}";
        }
    }

    /// <summary>Members as a JSON object.</summary>
    public static byte[] Write(WireStructure members) => Write(json => WriteMembers(json, members));

    private static WireStructure ReadStructure(JsonElement element)
    {
        var structure = new WireStructure();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            structure.Add(member.Name, ReadValue(member.Value));
        }
        return structure;
    }

    private static WireValue? ReadValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new WireValue.Structure(ReadStructure(element)),
        JsonValueKind.Array => new WireValue.List([.. element.EnumerateArray().Select(ReadValue).OfType<WireValue>()]),
        JsonValueKind.String => new WireValue.Text(element.GetString()!),
        JsonValueKind.True => new WireValue.Flag(true),
        JsonValueKind.False => new WireValue.Flag(false),
        JsonValueKind.Number => element.TryGetInt64(out long integer) ? new WireValue.Integer(integer) : new WireValue.Number(element.GetDouble()),
        _ => null,
    };

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, WireStructure structure)
    {
        foreach ((string name, WireValue value) in structure.Members)
        {
            json.WritePropertyName(name);
            WriteValue(json, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, WireValue value)
    {
        switch (value)
        {
            case WireValue.Structure structure:
                json.WriteStartObject();
                WriteMembers(json, structure.Members);
                json.WriteEndObject();
                break;
            case WireValue.List list:
                json.WriteStartArray();
                foreach (WireValue item in list.Items)
                {
                    WriteValue(json, item);
                }
                json.WriteEndArray();
                break;
            case WireValue.Map map:
                json.WriteStartObject();
                foreach ((string key, WireValue entry) in map.Entries)
                {
                    json.WritePropertyName(key);
                    WriteValue(json, entry);
                }
                json.WriteEndObject();
                break;
            case WireValue.Text text:
                json.WriteStringValue(text.Value);
                break;
            case WireValue.Flag flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case WireValue.Integer integer:
                json.WriteNumberValue(integer.Value);
                break;
            case WireValue.Number number:
                json.WriteNumberValue(number.Value);
                break;
            case WireValue.Time { UnixMillis: var millis }:
                json.WriteNumberValue(millis / 1000m);
                break;
        }
    }
}
