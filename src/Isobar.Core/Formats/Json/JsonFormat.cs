using System.Text;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Json;

/// <summary>
/// A format of lines that are one JSON object each, with a map from dotted paths to fields. What stands before the first brace, a syslog header or a
/// container runtime's, is read over; of an array the first element is read.
/// </summary>
public sealed class JsonFormat : LogFormat
{
    private const string OwnPrefix = "json:";

    private readonly JsonSpec _spec;
    private readonly JsonPath _root = new([]);

    internal JsonFormat(JsonSpec spec, MeasurementMethod method = MeasurementMethod.ServerLog)
    {
        _spec = spec;
        Method = method;
        var ranks = new Dictionary<RecordField, byte>();
        foreach ((string path, FieldBinding binding) in spec.Fields)
        {
            ranks.TryGetValue(binding.Field, out byte rank);
            ranks[binding.Field] = (byte)(rank + 1);
            if (!_root.Add(Encoding.UTF8.GetBytes(path), binding, rank))
            {
                throw new ArgumentException($"The path '{path}' of format '{spec.Name}' is named twice.", nameof(spec));
            }
            Fields |= binding.Provides;
        }
    }

    /// <inheritdoc/>
    public override string Name => _spec.Name;

    /// <inheritdoc/>
    public override FormatFields Fields { get; }

    /// <inheritdoc/>
    public override MeasurementMethod Method { get; }

    /// <inheritdoc/>
    public override LineParser CreateParser(ParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new JsonLineParser(_spec, _root, options);
    }

    /// <summary>Whether the text is a map for <see cref="Compile"/>.</summary>
    public static bool Understands(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Makes a format of a user's map, `json:FIELD=PATH,FIELD=PATH:UNIT,…`, such as `json:client=ClientIP,time=EdgeStartTimestamp,rtt=ClientTCPRTTMs:ms`.
    /// A field may be named several times; the first path that a line has counts.
    /// </summary>
    /// <param name="map">The text.</param>
    /// <param name="faults">Takes everything that is wrong with it, as sentences for the user.</param>
    /// <returns>Null when there are faults.</returns>
    public static JsonFormat? Compile(string map, ICollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(faults);
        int before = faults.Count;
        if (!Understands(map))
        {
            faults.Add($"'{map}' is no JSON map: it begins with '{OwnPrefix}'.");
            return null;
        }
        var fields = new List<(string Path, FieldBinding Binding)>();
        foreach (string entry in map[OwnPrefix.Length..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            AddEntry(entry, fields, faults);
        }
        if (!fields.Exists(field => field.Binding.Field is RecordField.PeerAddress or RecordField.ForwardedFor))
        {
            faults.Add("The map has no client address: add client=PATH or forwarded=PATH.");
        }
        bool hasTime = fields.Exists(field => field.Binding.Field == RecordField.Time)
            || (fields.Exists(field => field.Binding.Field == RecordField.Date) && fields.Exists(field => field.Binding.Field == RecordField.TimeOfDay));
        if (!hasTime)
        {
            faults.Add("The map has no time: add time=PATH, or date=PATH and clock=PATH.");
        }
        return faults.Count > before ? null : new(new() { Name = map, Fields = fields });
    }

    private static void AddEntry(string entry, List<(string Path, FieldBinding Binding)> fields, ICollection<string> faults)
    {
        int equals = entry.IndexOf('=', StringComparison.Ordinal);
        string word = equals < 0 ? entry : entry[..equals];
        if (!FieldWords.TryField(word, out RecordField field))
        {
            faults.Add($"'{word}' is no field: it is one of {FieldWords.Fields}.");
            return;
        }
        if (equals < 0 || equals == entry.Length - 1)
        {
            faults.Add($"'{word}' has no path: write {word}=PATH.");
            return;
        }
        if (!FieldWords.TryUnit(field, entry[(equals + 1)..], out string path, out FieldUnit unit, out string? fault))
        {
            faults.Add(fault);
        }
        else if (path.Length == 0 || path.Split('.').Contains(""))
        {
            faults.Add($"'{path}' is no path: names between dots, none of them empty.");
        }
        else if (fields.Exists(other => other.Path == path))
        {
            faults.Add($"The path '{path}' is named twice.");
        }
        else
        {
            fields.Add((path, new(field, unit)));
        }
    }
}
