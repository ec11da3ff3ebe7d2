using System.Globalization;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Isobar.Server.Api.CloudWatch.Protocols;

/// <summary>awsQuery: a form post in, XML out.</summary>
internal sealed class QueryProtocol : ICloudWatchProtocol
{
    private const string XmlNamespace = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    // Those that the model gives no output at all. TagResource has an empty one, and clients look for its element.
    private static readonly string[] s_withoutResult =
        ["PutMetricAlarm", "SetAlarmState", "EnableAlarmActions", "DisableAlarmActions", "DeleteAlarms", "PutMetricData"];

    /// <inheritdoc/>
    public string ContentType => "text/xml";

    /// <inheritdoc/>
    public WireRequest Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var root = new FormNode();
        string? operation = null;
        foreach ((string name, string value) in Fields(request, body))
        {
            if (name == "Action")
            {
                operation = value;
            }
            else if (name != "Version" && !name.StartsWith("X-Amz-", StringComparison.Ordinal))
            {
                root.Set(name, value);
            }
        }
        if (operation is null)
        {
            throw CloudWatchFault.Other("MissingAction", "MissingAction", 400, "The request must contain the parameter Action.");
        }
        return new(operation, new RequestMembers(root.ToStructure(), isForm: true));
    }

    /// <inheritdoc/>
    public byte[] Write(string operation, WireStructure result, string requestId) => Write(xml =>
    {
        xml.WriteStartElement($"{operation}Response", XmlNamespace);
        if (!s_withoutResult.Contains(operation))
        {
            xml.WriteStartElement($"{operation}Result");
            WriteMembers(xml, result);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <inheritdoc/>
    public byte[] WriteFault(CloudWatchFault fault, string requestId) => Write(xml =>
    {
        xml.WriteStartElement("ErrorResponse", XmlNamespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", fault.IsSender ? "Sender" : "Receiver");
        xml.WriteElementString("Code", fault.QueryCode);
        xml.WriteElementString("Message", Clean(fault.Message));
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", requestId);
        xml.WriteEndElement();
    });

    /// <inheritdoc/>
    public void AddHeaders(IHeaderDictionary headers, CloudWatchFault? fault, bool isQueryMode)
    {
    }

    private static IEnumerable<(string Name, string Value)> Fields(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        foreach (KeyValuePair<string, StringValues> parameter in request.Query)
        {
            yield return (parameter.Key, parameter.Value.ToString());
        }
        using FormReader reader = new(Encoding.UTF8.GetString(body.Span)) { ValueCountLimit = WireLimits.Values, ValueLengthLimit = WireLimits.BodyBytes };
        Dictionary<string, StringValues> form;
        try
        {
            form = reader.ReadForm();
        }
        catch (InvalidDataException error)
        {
            throw CloudWatchFault.Unreadable($"The form cannot be read: {error.Message}");
        }
        foreach (KeyValuePair<string, StringValues> field in form)
        {
            yield return (field.Key, field.Value.ToString());
        }
    }

    private static byte[] Write(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
        {
            write(xml);
        }
        return buffer.ToArray();
    }

    private static void WriteMembers(XmlWriter xml, WireStructure structure)
    {
        foreach ((string name, WireValue value) in structure.Members)
        {
            xml.WriteStartElement(name);
            WriteValue(xml, value);
            xml.WriteEndElement();
        }
    }

    private static void WriteValue(XmlWriter xml, WireValue value)
    {
        switch (value)
        {
            case WireValue.Structure structure:
                WriteMembers(xml, structure.Members);
                break;
            case WireValue.List list:
                foreach (WireValue item in list.Items)
                {
                    xml.WriteStartElement("member");
                    WriteValue(xml, item);
                    xml.WriteEndElement();
                }
                break;
            case WireValue.Map map:
                foreach ((string key, WireValue entry) in map.Entries)
                {
                    xml.WriteStartElement("entry");
                    xml.WriteElementString("key", Clean(key));
                    xml.WriteStartElement("value");
                    WriteValue(xml, entry);
                    xml.WriteEndElement();
                    xml.WriteEndElement();
                }
                break;
            case WireValue.Text text:
                xml.WriteString(Clean(text.Value));
                break;
            case WireValue.Flag flag:
                xml.WriteString(flag.Value ? "true" : "false");
                break;
            case WireValue.Integer integer:
                xml.WriteString(integer.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case WireValue.Number number:
                xml.WriteString(number.Value == Math.Floor(number.Value) && Math.Abs(number.Value) < 1e15
                    ? number.Value.ToString("0.0", CultureInfo.InvariantCulture)
                    : number.Value.ToString("R", CultureInfo.InvariantCulture));
                break;
            case WireValue.Time time:
                xml.WriteString(DateTimeOffset.FromUnixTimeMilliseconds(time.UnixMillis).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>XML cannot carry some characters, not even escaped.</summary>
    private static string Clean(string text) => text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c))
        ? text
        : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD'));
}
