using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Server.Commands;

/// <summary>What `isobar atlas` prints.</summary>
internal static class AtlasText
{
    private static readonly JsonWriterOptions s_json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads addresses; false with a message that names all that are none.</summary>
    public static bool TryParse(IReadOnlyList<string> texts, out List<IpAddress> addresses, [NotNullWhen(false)] out string? fault)
    {
        addresses = new(texts.Count);
        List<string> wrong = [];
        foreach (string text in texts)
        {
            if (IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out IpAddress address))
            {
                addresses.Add(address);
            }
            else
            {
                wrong.Add(text);
            }
        }
        fault = wrong.Count == 0 ? null : $"not an IPv4 or IPv6 address: {string.Join(", ", wrong)}. Host names are not looked up.";
        return fault is null;
    }

    public static string Summary(CityNetworkAtlas atlas, string path) => string.Create(CultureInfo.InvariantCulture,
        $"{path}: {atlas.Count - 1:N0} city-networks, {atlas.RunCounts.IPv4:N0} IPv4 and {atlas.RunCounts.IPv6:N0} IPv6 ranges, levels: {atlas.Levels}");

    public static string Plain(CityNetworkAtlas atlas, IReadOnlyList<IpAddress> addresses)
    {
        StringBuilder text = new();
        foreach (IpAddress address in addresses)
        {
            CityNetwork known = atlas.Describe(atlas.Locate(address));
            text.Append(CultureInfo.InvariantCulture, $"{address}\n");
            if (known.Id == CityNetworkId.Unlocated)
            {
                text.Append("  not in the atlas\n");
                continue;
            }
            Line(text, "city-network", known.Id.ToString());
            Line(text, "country", known.Country == CityNetwork.NotAvailable ? known.Country : $"{known.Country} ({known.CountryCode})");
            Line(text, "subdivision", atlas.Levels.HasFlag(AtlasLevels.Subdivision) ? known.Subdivision : null);
            Line(text, "metro", atlas.Levels.HasFlag(AtlasLevels.Metro) ? known.Metro : null);
            Line(text, "city", known.City);
            Line(text, "network", known.Asn == 0 ? CityNetwork.NotAvailable : string.Create(CultureInfo.InvariantCulture, $"AS{known.Asn} {known.NetworkName}"));
            Line(text, "coordinates", double.IsNaN(known.Latitude) ? null : string.Create(CultureInfo.InvariantCulture, $"{known.Latitude:0.####}, {known.Longitude:0.####}"));
            Line(text, "note", ProxyNetworks.Find(known.Asn) is { } proxy ? $"{proxy.Name}: seldom a client's own address" : null);
        }
        if (atlas.Edition.Attribution.Length > 0)
        {
            text.Append('\n').Append(atlas.Edition.Attribution);
        }
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>An array with one object per address; what is not known is left out.</summary>
    public static string Json(CityNetworkAtlas atlas, IReadOnlyList<IpAddress> addresses)
    {
        using MemoryStream memory = new();
        using (Utf8JsonWriter writer = new(memory, s_json))
        {
            writer.WriteStartArray();
            foreach (IpAddress address in addresses)
            {
                CityNetwork known = atlas.Describe(atlas.Locate(address));
                writer.WriteStartObject();
                writer.WriteString("address", address.ToString());
                writer.WriteString("cityNetworkId", known.Id.ToString());
                Known(writer, "countryCode", known.CountryCode);
                Known(writer, "country", known.Country);
                Known(writer, "subdivision", known.Subdivision);
                Known(writer, "metro", known.Metro);
                Known(writer, "city", known.City);
                if (known.Asn != 0)
                {
                    writer.WriteNumber("asn", known.Asn);
                }
                Known(writer, "networkName", known.NetworkName);
                if (!double.IsNaN(known.Latitude))
                {
                    writer.WriteNumber("latitude", known.Latitude);
                    writer.WriteNumber("longitude", known.Longitude);
                }
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static void Known(Utf8JsonWriter writer, string name, string value)
    {
        if (value != CityNetwork.NotAvailable)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append("  ").Append(name.PadRight(14)).Append(value).Append('\n');
        }
    }
}
