namespace Isobar.Core.Formats;

/// <summary>What a field of a format means, and in what unit it is written.</summary>
public readonly record struct FieldBinding(RecordField Field, FieldUnit Unit = FieldUnit.None)
{
    /// <summary>A field that is read over.</summary>
    public static readonly FieldBinding Ignored = new(RecordField.Ignored);

    /// <summary>What a format has that has this field.</summary>
    public FormatFields Provides => Field switch
    {
        RecordField.PeerAddress => FormatFields.Client,
        RecordField.ForwardedFor => FormatFields.Forwarded,
        RecordField.Time or RecordField.Date or RecordField.TimeOfDay => FormatFields.Time,
        RecordField.Status => FormatFields.Status,
        RecordField.BytesIn => FormatFields.BytesIn,
        RecordField.BytesOut or RecordField.BodyBytesOut => FormatFields.BytesOut,
        RecordField.Rtt => FormatFields.Rtt,
        RecordField.TimeToFirstByte or RecordField.TimeToFirstBytePart or RecordField.ResponseTime => FormatFields.TimeToFirstByte,
        RecordField.Termination => FormatFields.Termination,
        RecordField.RequestLine or RecordField.Path or RecordField.Host or RecordField.UserAgent => FormatFields.Request,
        _ => FormatFields.None,
    };
}
