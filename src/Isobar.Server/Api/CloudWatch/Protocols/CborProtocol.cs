using System.Formats.Cbor;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>Smithy RPC v2 CBOR: CBOR in and out, the operation in the path.</summary>
internal sealed class CborProtocol : ICloudWatchProtocol
{
    /// <summary>What the path begins with.</summary>
    public const string PathPrefix = "/service/GraniteServiceVersion20100801/operation/";

    private int _values;

    /// <inheritdoc/>
    public string ContentType => "application/cbor";

    /// <inheritdoc/>
    public WireRequest Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        string operation = request.Path.Value![PathPrefix.Length..];
        if (body.IsEmpty)
        {
            return new(operation, new RequestMembers(new WireStructure(), isForm: false));
        }
        try
        {
            var reader = new CborReader(body, CborConformanceMode.Lax);
            WireValue? value = ReadValue(reader, 0);
            return reader.BytesRemaining == 0 && value is WireValue.Structure structure
                ? new(operation, new RequestMembers(structure.Members, isForm: false))
                : throw CloudWatchFault.Unreadable("The body is not one CBOR map.");
        }
        catch (Exception error) when (error is CborContentException or InvalidOperationException or OverflowException)
        {
            throw CloudWatchFault.Unreadable("The body is not CBOR of this protocol.");
        }
    }

    /// <inheritdoc/>
    public byte[] Write(string operation, WireStructure result, string requestId)
    {
        var writer = new CborWriter(CborConformanceMode.Lax);
        WriteStructure(writer, result);
        return writer.Encode();
    }

    /// <inheritdoc/>
    public byte[] WriteFault(CloudWatchFault fault, string requestId) =>
        Write("", new WireStructure().Add("__type", JsonProtocol.ShapeNamespace + fault.Shape).Add("message", fault.Message), requestId);

    /// <inheritdoc/>
    public void AddHeaders(IHeaderDictionary headers, CloudWatchFault? fault, bool isQueryMode)
    {
        headers["smithy-protocol"] = "rpc-v2-cbor";
        if (fault is not null && isQueryMode)
        {
            headers["x-amzn-query-error"] = $"{fault.QueryCode};{(fault.IsSender ? "Sender" : "Receiver")}";
        }
    }

    private WireValue? ReadValue(CborReader reader, int depth)
    {
        if (depth > WireLimits.Depth || ++_values > WireLimits.Values)
        {
            throw CloudWatchFault.Unreadable("The body is nested too deeply, or has too many values.");
        }
        switch (reader.PeekState())
        {
            case CborReaderState.StartMap:
                return new WireValue.Structure(ReadMap(reader, depth));
            case CborReaderState.StartArray:
                return new WireValue.List(ReadArray(reader, depth));
            case CborReaderState.TextString or CborReaderState.StartIndefiniteLengthTextString:
                return new WireValue.Text(reader.ReadTextString());
            case CborReaderState.UnsignedInteger or CborReaderState.NegativeInteger:
                return new WireValue.Integer(reader.ReadInt64());
            case CborReaderState.HalfPrecisionFloat or CborReaderState.SinglePrecisionFloat or CborReaderState.DoublePrecisionFloat:
                return new WireValue.Number(reader.ReadDouble());
            case CborReaderState.Boolean:
                return new WireValue.Flag(reader.ReadBoolean());
            case CborReaderState.Null or CborReaderState.Undefined or CborReaderState.SimpleValue:
                reader.SkipValue();
                return null;
            case CborReaderState.Tag:
                return ReadTagged(reader, depth);
            default:
                throw CloudWatchFault.Unreadable("The body holds a CBOR value that no member takes.");
        }
    }

    private WireValue? ReadTagged(CborReader reader, int depth)
    {
        CborTag tag = reader.ReadTag();
        WireValue? value = ReadValue(reader, depth + 1);
        if (tag != CborTag.UnixTimeSeconds)
        {
            return value;
        }
        double seconds = value switch
        {
            WireValue.Integer integer => integer.Value,
            WireValue.Number number => number.Value,
            _ => double.NaN,
        };
        return seconds is >= -62_135_596_800d and < 253_402_300_800d
            ? new WireValue.Time((long)Math.Round(seconds * 1000))
            : throw CloudWatchFault.Unreadable("The body holds a timestamp that is no number of seconds.");
    }

    private WireStructure ReadMap(CborReader reader, int depth)
    {
        var structure = new WireStructure();
        reader.ReadStartMap();
        while (reader.PeekState() != CborReaderState.EndMap)
        {
            string name = reader.ReadTextString();
            structure.Add(name, ReadValue(reader, depth + 1));
        }
        reader.ReadEndMap();
        return structure;
    }

    private List<WireValue> ReadArray(CborReader reader, int depth)
    {
        var items = new List<WireValue>();
        reader.ReadStartArray();
        while (reader.PeekState() != CborReaderState.EndArray)
        {
            if (ReadValue(reader, depth + 1) is WireValue item)
            {
                items.Add(item);
            }
        }
        reader.ReadEndArray();
        return items;
    }

    private static void WriteStructure(CborWriter writer, WireStructure structure)
    {
        writer.WriteStartMap(structure.Members.Count);
        foreach ((string name, WireValue value) in structure.Members)
        {
            writer.WriteTextString(name);
            WriteValue(writer, value);
        }
        writer.WriteEndMap();
    }

    private static void WriteValue(CborWriter writer, WireValue value)
    {
        switch (value)
        {
            case WireValue.Structure structure:
                WriteStructure(writer, structure.Members);
                break;
            case WireValue.List list:
                writer.WriteStartArray(list.Items.Count);
                foreach (WireValue item in list.Items)
                {
                    WriteValue(writer, item);
                }
                writer.WriteEndArray();
                break;
            case WireValue.Map map:
                writer.WriteStartMap(map.Entries.Count);
                foreach ((string key, WireValue entry) in map.Entries)
                {
                    writer.WriteTextString(key);
                    WriteValue(writer, entry);
                }
                writer.WriteEndMap();
                break;
            case WireValue.Text text:
                writer.WriteTextString(text.Value);
                break;
            case WireValue.Flag flag:
                writer.WriteBoolean(flag.Value);
                break;
            case WireValue.Integer integer:
                writer.WriteInt64(integer.Value);
                break;
            case WireValue.Number number:
                writer.WriteDouble(number.Value);
                break;
            case WireValue.Time { UnixMillis: var millis }:
                writer.WriteTag(CborTag.UnixTimeSeconds);
                writer.WriteDouble(millis / 1000.0);
                break;
        }
    }
}
