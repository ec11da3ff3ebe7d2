using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// What HAProxy's log variables mean. The time to first byte is `Tw + Tc + Tr`, from the moment the request was whole to the moment the answer's headers
/// were: waiting in the queue, connecting, and the server's own time are all the service's. `%Tq`, `%TR` and `%Th` are left out, as they measure how fast the client
/// sends (and, on a kept-alive connection, `%Tq` how long it was idle); `%Td`, `%Ta` and `%Tt` as they hold the sending of the answer.
/// </summary>
internal static partial class HaProxyVariables
{
    private static readonly FieldMeaning s_timer = FieldMeaning.Of(RecordField.TimeToFirstBytePart, FieldUnit.Milliseconds, shape: FieldShape.Number);
    private static readonly FieldMeaning s_word = new(FieldBinding.Ignored, 0, FieldShape.Word);

    private static readonly FrozenDictionary<string, FieldMeaning> s_variables = MakeVariables();

    /// <summary>The meaning of a variable, named without its percent sign; false where HAProxy has no such variable.</summary>
    public static bool TryFind(string variable, out FieldMeaning meaning) => s_variables.TryGetValue(variable, out meaning);

    /// <summary>The pattern of a variable that is a piece of a time (`%Ts.%ms`), or null.</summary>
    public static string? TimeOf(string variable) => variable switch { "Ts" => "%s", "ms" => "%3", _ => null };

    /// <summary>Whether a variable is text, which the flag +Q puts in quotes; numbers, times and termination states stay as they are (HAProxy's log.c).</summary>
    public static bool IsText(FieldMeaning meaning) =>
        meaning.Shape is not (FieldShape.Number or FieldShape.Port or FieldShape.Letters)
        && meaning.Binding.Field is not (RecordField.Time or RecordField.Status or RecordField.BytesIn or RecordField.BytesOut);

    /// <summary>The meaning of a sample expression; those without one are read over, and so is everything that a converter changed.</summary>
    public static FieldMeaning OfExpression(string expression)
    {
        string sample = expression.Trim().ToLowerInvariant();
        if (Header().Match(sample) is { Success: true } header)
        {
            return header.Groups[1].Value switch
            {
                "x-forwarded-for" => FieldMeaning.Of(RecordField.ForwardedFor, shape: FieldShape.List),
                "forwarded" => FieldMeaning.Of(RecordField.ForwardedFor, rank: 2, shape: FieldShape.List),
                "host" => FieldMeaning.Of(RecordField.Host),
                "user-agent" => FieldMeaning.Of(RecordField.UserAgent, shape: FieldShape.Text),
                _ => FieldMeaning.Ignored,
            };
        }
        return sample switch
        {
            "src" => FieldMeaning.Of(RecordField.PeerAddress),
            "fc_src" => FieldMeaning.Of(RecordField.PeerAddress, rank: 1),
            "src_port" => FieldMeaning.Port,
            "fc_rtt" or "fc_rtt(ms)" => FieldMeaning.Of(RecordField.Rtt, FieldUnit.Milliseconds),
            "fc_rtt(us)" => FieldMeaning.Of(RecordField.Rtt, FieldUnit.Microseconds),
            "status" or "txn.status" => FieldMeaning.Of(RecordField.Status),
            "path" or "pathq" or "url" or "capture.req.uri" => FieldMeaning.Of(RecordField.Path, shape: FieldShape.Path),
            "accept_date" or "request_date" => FieldMeaning.Of(RecordField.Time, FieldUnit.Seconds),
            "accept_date(ms)" or "request_date(ms)" => FieldMeaning.Of(RecordField.Time, FieldUnit.Milliseconds),
            "accept_date(us)" or "request_date(us)" => FieldMeaning.Of(RecordField.Time, FieldUnit.Microseconds),
            _ => FieldMeaning.Ignored,
        };
    }

    private static FrozenDictionary<string, FieldMeaning> MakeVariables()
    {
        var variables = new Dictionary<string, FieldMeaning>
        {
            ["ci"] = FieldMeaning.Of(RecordField.PeerAddress),
            ["cp"] = FieldMeaning.Port,
            ["tr"] = FieldMeaning.Of(RecordField.Time, FieldUnit.HaProxy, rank: 1),
            ["t"] = FieldMeaning.Of(RecordField.Time, FieldUnit.HaProxy, rank: 2),
            ["trg"] = FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 3),
            ["trl"] = FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 3),
            ["T"] = FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 4),
            ["Tl"] = FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 4),
            ["ST"] = FieldMeaning.Of(RecordField.Status),
            ["B"] = FieldMeaning.Of(RecordField.BytesOut),
            ["U"] = FieldMeaning.Of(RecordField.BytesIn),
            ["Tw"] = s_timer,
            ["Tc"] = s_timer,
            ["Tr"] = s_timer,
            ["ts"] = FieldMeaning.Of(RecordField.Termination, shape: FieldShape.Letters),
            ["tsc"] = FieldMeaning.Of(RecordField.Termination, shape: FieldShape.Letters),
            ["HU"] = FieldMeaning.Of(RecordField.Path, shape: FieldShape.Path),
            ["HPO"] = FieldMeaning.Of(RecordField.Path, rank: 3, shape: FieldShape.Path),
            ["HP"] = FieldMeaning.Of(RecordField.Path, rank: 2, shape: FieldShape.Path),
            ["r"] = FieldMeaning.Of(RecordField.RequestLine, rank: 1, shape: FieldShape.Request),
            ["HQ"] = new(FieldBinding.Ignored, 0, FieldShape.Query),
        };
        foreach (string number in "TR Tq Th Ti Td Ta Tt Tu ac fc bc sc rc sq bq rt pid lc".Split(' '))
        {
            variables[number] = FieldMeaning.IgnoredNumber;
        }
        foreach (string port in "bp fp sp".Split(' '))
        {
            variables[port] = FieldMeaning.Port;
        }
        foreach (string word in "b bi f ft fi s si H HM HV ID CC CS hrl hsl OG sslc sslv".Split(' '))
        {
            variables[word] = s_word;
        }
        return variables.ToFrozenDictionary();
    }

    [GeneratedRegex(@"^(?:req\.|capture\.req\.)?f?hdr\(\s*""?([a-z-]+)""?\s*(?:,\s*-?\d+\s*)?\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Header();
}
