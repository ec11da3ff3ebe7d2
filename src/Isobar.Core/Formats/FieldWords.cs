using System.Diagnostics.CodeAnalysis;

namespace Isobar.Core.Formats;

/// <summary>
/// The words by which a user's own map names a field and its unit, `rtt:ms` or `time`. Durations must name their unit: milliseconds taken for
/// microseconds would not look wrong before somebody is misled by them.
/// </summary>
internal static class FieldWords
{
    private static readonly Dictionary<string, RecordField> s_fields = new(StringComparer.OrdinalIgnoreCase)
    {
        ["client"] = RecordField.PeerAddress,
        ["forwarded"] = RecordField.ForwardedFor,
        ["time"] = RecordField.Time,
        ["date"] = RecordField.Date,
        ["clock"] = RecordField.TimeOfDay,
        ["status"] = RecordField.Status,
        ["in"] = RecordField.BytesIn,
        ["out"] = RecordField.BytesOut,
        ["body"] = RecordField.BodyBytesOut,
        ["rtt"] = RecordField.Rtt,
        ["ttfb"] = RecordField.TimeToFirstByte,
        ["ttfb-part"] = RecordField.TimeToFirstBytePart,
        ["response"] = RecordField.ResponseTime,
        ["request"] = RecordField.RequestLine,
        ["path"] = RecordField.Path,
        ["host"] = RecordField.Host,
        ["agent"] = RecordField.UserAgent,
        ["edge"] = RecordField.EdgeLocation,
        ["end"] = RecordField.Termination,
    };

    private static readonly Dictionary<string, FieldUnit> s_units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["s"] = FieldUnit.Seconds,
        ["ms"] = FieldUnit.Milliseconds,
        ["us"] = FieldUnit.Microseconds,
        ["ns"] = FieldUnit.Nanoseconds,
        ["go"] = FieldUnit.WithSuffix,
        ["iso"] = FieldUnit.Iso8601,
        ["clf"] = FieldUnit.CommonLog,
        ["haproxy"] = FieldUnit.HaProxy,
        ["auto"] = FieldUnit.UnixOrIso8601,
    };

    /// <summary>All words for fields, for error messages.</summary>
    public static string Fields { get; } = string.Join(", ", s_fields.Keys);

    /// <summary>Whether the word names a field.</summary>
    public static bool TryField(string word, out RecordField field) => s_fields.TryGetValue(word, out field);

    /// <summary>
    /// Splits `name:unit` for a field of that kind. Only durations and times have units, so a colon in other names (`:authority`) is their own.
    /// </summary>
    /// <returns>False, with a fault for the user, when the unit is missing or does not fit.</returns>
    public static bool TryUnit(RecordField field, string text, out string name, out FieldUnit unit, [NotNullWhen(false)] out string? fault)
    {
        (name, unit, fault) = (text, FieldUnit.None, null);
        bool isTime = field == RecordField.Time;
        if (!isTime && !IsDuration(field))
        {
            return true;
        }
        int colon = text.LastIndexOf(':');
        bool named = colon >= 0 && s_units.TryGetValue(text[(colon + 1)..], out unit);
        if (named)
        {
            name = text[..colon];
        }
        else if (isTime)
        {
            unit = FieldUnit.UnixOrIso8601;
        }
        if (!isTime && unit is not (FieldUnit.Seconds or FieldUnit.Milliseconds or FieldUnit.Microseconds or FieldUnit.Nanoseconds or FieldUnit.WithSuffix))
        {
            fault = $"'{text}' is a duration, so it needs its unit behind a colon: one of s, ms, us, ns, go (such as 1.5s).";
        }
        else if (isTime && unit == FieldUnit.WithSuffix)
        {
            fault = $"'{text}' is a time: its unit is one of s, ms, us, ns (since 1970), iso, clf, haproxy or auto.";
        }
        return fault is null;
    }

    private static bool IsDuration(RecordField field) => field is RecordField.Rtt or RecordField.TimeToFirstByte
        or RecordField.TimeToFirstBytePart or RecordField.ResponseTime;
}
