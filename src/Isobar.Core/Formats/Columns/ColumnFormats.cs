namespace Isobar.Core.Formats.Columns;

/// <summary>The named column formats, and the compiler of a user's own.</summary>
public static class ColumnFormats
{
    private const string OwnPrefix = "columns:";

    private static readonly Dictionary<string, ColumnSplit> s_splits = new(StringComparer.OrdinalIgnoreCase)
    {
        ["tab"] = ColumnSplit.Tab,
        ["space"] = ColumnSplit.QuotedSpace,
        ["spaces"] = ColumnSplit.Whitespace,
        ["comma"] = ColumnSplit.Delimited(','),
        ["comma-backslash"] = new((byte)',', QuoteStyle.Backslash),
        ["semicolon"] = ColumnSplit.Delimited(';'),
        ["bar"] = ColumnSplit.Delimited('|'),
    };

    /// <summary>All named column formats; the ones that recognise themselves by a header or a strict shape first, the general ones last.</summary>
    public static IReadOnlyList<NamedFormat> All { get; } =
    [
        new(CloudFrontColumns.Standard, "Amazon CloudFront's standard log, with or without its header"),
        new(W3cColumns.Extended, "the W3C extended log of IIS and others, with its #Fields line"),
        new(ZeekColumns.Conn, "Zeek's conn.log, tab separated"),
        new(ZeekColumns.Http, "Zeek's http.log, tab separated"),
        new(LoadBalancerColumns.Application, "AWS Application Load Balancer's access log"),
        new(LoadBalancerColumns.NetworkTls, "AWS Network Load Balancer's access log of TLS listeners"),
        new(LoadBalancerColumns.Classic, "AWS Classic Load Balancer's access log"),
        new(VpcFlowFormat.Default, "AWS VPC flow log of any version; without a header the columns of version 2"),
        new(CloudFrontColumns.RealTime, "Amazon CloudFront's real-time log with all of its fields"),
        new(DelimitedColumns.Csv, "values between commas, semicolons or bars behind a line that names them"),
        new(DelimitedColumns.Tsv, "values between tabs behind a line that names them"),
    ];

    /// <summary>Whether <see cref="Compile"/> is the one to ask: the text is `columns:…`, or the name of a column format, a colon, and columns.</summary>
    public static bool Understands(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase) || Named(text) is not null;
    }

    /// <summary>
    /// Makes a format of a user's text. `columns:SEPARATOR:FIELD,FIELD,…` lays columns out by position (`columns:tab:client,-,time,status,out,rtt:ms`);
    /// `NAME:COLUMN COLUMN …` configures the columns of a named format (`vpc-flow:${version} ${srcaddr} …`, `cloudfront-realtime:timestamp c-ip …`).
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="faults">Takes everything that is wrong with it, as sentences for the user.</param>
    /// <returns>Null when there are faults.</returns>
    public static LogFormat? Compile(string text, ICollection<string> faults)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(faults);
        if (text.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase))
        {
            return CompileOwn(text, faults);
        }
        LogFormat? named = Named(text);
        if (named is null)
        {
            faults.Add($"'{text}' is no column format: it begins neither with '{OwnPrefix}' nor with one of {string.Join(", ", All.Select(format => format.Name))} and a colon.");
            return null;
        }
        string[] columns = text[(named.Name.Length + 1)..].Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        return named switch
        {
            VpcFlowFormat => VpcFlowFormat.WithColumns(text, columns, faults),
            ColumnFormat format => format.WithColumns(text, columns, faults),
            _ => null,
        };
    }

    private static LogFormat? Named(string text) => All.FirstOrDefault(named =>
        text.Length > named.Name.Length && text[named.Name.Length] == ':' && text.StartsWith(named.Name, StringComparison.OrdinalIgnoreCase))?.Format;

    private static ColumnFormat? CompileOwn(string text, ICollection<string> faults)
    {
        string rest = text[OwnPrefix.Length..];
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        string separator = colon < 0 ? rest : rest[..colon];
        int before = faults.Count;
        if (!s_splits.TryGetValue(separator, out ColumnSplit split))
        {
            faults.Add($"'{separator}' is no separator: it is one of {string.Join(", ", s_splits.Keys)}.");
        }
        string[] words = colon < 0 ? [] : rest[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries);
        FieldBinding[] bindings = [.. words.Select(word => Bind(word, faults))];
        AddMissing(bindings, faults);
        return faults.Count > before ? null : ColumnFormat.FromBindings(text, split, bindings);
    }

    private static FieldBinding Bind(string word, ICollection<string> faults)
    {
        if (word is "-" or "")
        {
            return FieldBinding.Ignored;
        }
        int colon = word.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? word : word[..colon];
        if (!FieldWords.TryField(name, out RecordField field))
        {
            faults.Add($"'{name}' is no field: a column is '-' (read over) or one of {FieldWords.Fields}.");
            return FieldBinding.Ignored;
        }
        if (!FieldWords.TryUnit(field, word, out string rest, out FieldUnit unit, out string? fault))
        {
            faults.Add(fault);
        }
        else if (rest.Contains(':', StringComparison.Ordinal))
        {
            faults.Add($"'{word}': there is no such unit for {name}.");
        }
        return new(field, unit);
    }

    private static void AddMissing(FieldBinding[] bindings, ICollection<string> faults)
    {
        bool Has(params RecordField[] fields) => bindings.Any(binding => fields.Contains(binding.Field));
        if (!Has(RecordField.PeerAddress, RecordField.ForwardedFor))
        {
            faults.Add("No column is the client's address: one has to be 'client' or 'forwarded'.");
        }
        if (!Has(RecordField.Time) && !(Has(RecordField.Date) && Has(RecordField.TimeOfDay)))
        {
            faults.Add("No column is the time: one has to be 'time', or two 'date' and 'clock'.");
        }
        if (Has(RecordField.Time) && Has(RecordField.Date, RecordField.TimeOfDay))
        {
            faults.Add("A 'time' is a whole time: leave 'date' and 'clock' out.");
        }
    }
}
