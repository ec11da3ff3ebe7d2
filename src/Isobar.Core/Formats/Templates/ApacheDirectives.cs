using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// What Apache's log directives mean. `%D` and `%T` are not used: like nginx's `$request_time` they include the sending of the answer. mod_logio's `%^FB`
/// (with `LogIOTrackTTFB ON`) is the time to first byte.
/// </summary>
internal static class ApacheDirectives
{
    /// <summary>`%X` is `X` where the client closed the connection before the answer was whole.</summary>
    public static IReadOnlyList<OutcomeRule> OutcomeRules { get; } = [new(Outcome.NetworkFailure, Termination: "X")];

    public static bool TryFind(string letter, string argument, bool isOriginal, bool isFinal, out FieldMeaning meaning)
    {
        FieldMeaning? found = letter switch
        {
            "a" => FieldMeaning.Of(RecordField.PeerAddress, rank: argument == "c" ? 2 : 0),
            "h" => FieldMeaning.Of(RecordField.PeerAddress, rank: 1),
            "s" => FieldMeaning.Of(RecordField.Status, rank: isFinal ? 0 : isOriginal ? 2 : 1),
            "b" or "B" => FieldMeaning.Of(RecordField.BodyBytesOut),
            "O" => FieldMeaning.Of(RecordField.BytesOut),
            "I" => FieldMeaning.Of(RecordField.BytesIn),
            "^FB" => FieldMeaning.Of(RecordField.TimeToFirstByte, FieldUnit.Microseconds),
            "V" => FieldMeaning.Of(RecordField.Host, rank: 1),
            "v" => FieldMeaning.Of(RecordField.Host, rank: 2),
            "r" => FieldMeaning.Of(RecordField.RequestLine, rank: 1, shape: FieldShape.Request),
            "U" => FieldMeaning.Of(RecordField.Path, rank: 2, shape: FieldShape.Path),
            "q" => new(FieldBinding.Ignored, 0, FieldShape.Query),
            "X" => FieldMeaning.Of(RecordField.Termination),
            "i" => OfHeader(argument),
            "p" => FieldMeaning.Port,
            "D" or "T" or "S" or "k" => FieldMeaning.IgnoredNumber,
            "A" or "C" or "e" or "f" or "H" or "l" or "L" or "m" or "n" or "o" or "P" or "R" or "u" or "^ti" or "^to" or "x" or "c" => FieldMeaning.Ignored,
            _ => null,
        };
        meaning = found.GetValueOrDefault();
        return found.HasValue;
    }

    private static FieldMeaning OfHeader(string header) => header.ToUpperInvariant() switch
    {
        "X-FORWARDED-FOR" => FieldMeaning.Of(RecordField.ForwardedFor, shape: FieldShape.List),
        "FORWARDED" => FieldMeaning.Of(RecordField.ForwardedFor, rank: 2, shape: FieldShape.List),
        "CF-CONNECTING-IP" => FieldMeaning.Of(RecordField.ForwardedFor, rank: 3),
        "TRUE-CLIENT-IP" => FieldMeaning.Of(RecordField.ForwardedFor, rank: 4),
        "X-REAL-IP" => FieldMeaning.Of(RecordField.ForwardedFor, rank: 5),
        "HOST" => FieldMeaning.Of(RecordField.Host),
        "USER-AGENT" => FieldMeaning.Of(RecordField.UserAgent, shape: FieldShape.Text),
        _ => FieldMeaning.Ignored,
    };

    /// <summary>`%t` in brackets, or `%{format}t`: a keyword, or strftime; `begin:` and `end:` say which end of the request is meant.</summary>
    public static void AddTime(TemplateBuilder builder, string name, int position, string argument)
    {
        // The time of the request's end is what the other servers log; where a template has both ends, the end is used.
        bool isEnd = argument.StartsWith("end:", StringComparison.Ordinal);
        string format = argument.StartsWith("begin:", StringComparison.Ordinal) ? argument[6..] : isEnd ? argument[4..] : argument;
        int rank = isEnd ? 0 : 1;
        switch (format)
        {
            case "" when argument.Length == 0:
                builder.Literal("[");
                builder.Field(name, position, FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 2));
                builder.Literal("]");
                break;
            case "msec":
                builder.Field(name, position, FieldMeaning.Of(RecordField.Time, FieldUnit.Milliseconds, rank));
                break;
            case "usec":
                builder.Field(name, position, FieldMeaning.Of(RecordField.Time, FieldUnit.Microseconds, rank));
                break;
            case "sec":
                builder.Time(name, position, "%s", rank);
                break;
            case "msec_frac":
                builder.Time(name, position, "%3", rank);
                break;
            case "usec_frac":
                builder.Time(name, position, "%6", rank);
                break;
            default:
                builder.Time(name, position, format, rank);
                break;
        }
    }
}
