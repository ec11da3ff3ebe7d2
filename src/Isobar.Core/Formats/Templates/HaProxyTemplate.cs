using System.Text.RegularExpressions;

namespace Isobar.Core.Formats.Templates;

/// <summary>HAProxy's `log-format` (configuration manual, 8.2.6, "Custom log format") and its predefined formats (8.2.2 to 8.2.5).</summary>
public static partial class HaProxyTemplate
{
    /// <summary>`option httplog`. The older default with `%Tq` and `%Tt` has the same shape, and the same three timers are used of it.</summary>
    internal const string HttpLog = "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";

    /// <summary>`option tcplog`.</summary>
    internal const string TcpLog = "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq";

    private const string HttpsLog = HttpLog + " %[fc_err]/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed] %[ssl_fc_sni]/%sslv/%sslc";

    private const string ClfLog = "%{+Q}o %{-Q}ci - - [%trg] %r %ST %B \"\" \"\" %cp %ms %ft %b %s %TR %Tw %Tc %Tr %Ta %tsc %ac %fc %bc %sc %rc %sq %bq %CC %CS %hrl %hsl";

    /// <summary>Compiles a template, a whole `log-format` directive, or one of the keywords `httplog`, `httplog clf`, `httpslog`, `tcplog` (also with `option`).</summary>
    public static TemplateResult Compile(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        string name = template.Trim();
        return Compile(PredefinedOf(name) ?? template, name);
    }

    internal static TemplateResult Compile(string template, string name)
    {
        var builder = new TemplateBuilder();
        SnippetText snippet = ConfigSnippet.HaProxy(template, builder);
        string text = snippet.Text;
        var flags = new Flags(false, false);
        // HAProxy writes one space where the format has several, also on both sides of what prints nothing, and none at the start.
        bool isBehindSpace = true;
        int at = 0;
        while (at < text.Length)
        {
            int percent = text.IndexOf('%', at);
            if (percent != at)
            {
                int end = percent < 0 ? text.Length : percent;
                string literal = Spaces().Replace(text[at..end], " ");
                builder.Literal(isBehindSpace && literal[0] == ' ' ? literal[1..] : literal);
                isBehindSpace = literal[^1] == ' ';
                at = end;
                continue;
            }
            int start = at;
            at = ReadVariable(text, at, snippet.PositionOf(at), builder, ref flags);
            isBehindSpace &= text.AsSpan(start, at - start).EndsWith("}o", StringComparison.Ordinal);
        }
        // Waiting and connecting alone are no time to first byte: a TCP session has none, and so has a format without %Tr.
        builder.IgnoreUnlessPresent(RecordField.TimeToFirstBytePart, "%Tr");
        return builder.Build(name, HaProxyOutcomes.Rules, isCutByWriter: true);
    }

    /// <summary>The template of a keyword, or null.</summary>
    internal static string? PredefinedOf(string text) => Spaces().Replace(text.ToLowerInvariant(), " ") switch
    {
        "httplog" or "option httplog" => HttpLog,
        "tcplog" or "option tcplog" => TcpLog,
        "httpslog" or "option httpslog" => HttpsLog,
        "httplog clf" or "option httplog clf" => ClfLog,
        _ => null,
    };

    /// <summary>Reads `%`, a name in parentheses, flags in braces, and a variable or an expression in brackets; returns where the text goes on.</summary>
    private static int ReadVariable(string text, int start, int position, TemplateBuilder builder, ref Flags flags)
    {
        int at = start + 1;
        if (at < text.Length && text[at] == '%')
        {
            builder.Literal("%");
            return at + 1;
        }
        Flags own = flags;
        foreach ((char open, char close) in (ReadOnlySpan<(char, char)>)[('(', ')'), ('{', '}')])
        {
            if (at < text.Length && text[at] == open)
            {
                int end = text.IndexOf(close, at);
                if (end < 0)
                {
                    builder.Fault(position, $"'{open}' is opened and never closed.", "Write %{+Q}r.");
                    return text.Length;
                }
                own = open == '{' ? own.With(text[at..end]) : own;
                at = end + 1;
            }
        }
        if (at < text.Length && text[at] == '[')
        {
            int end = EndOfExpression(text, at);
            Add(builder, text[start..end], position, own, HaProxyVariables.OfExpression(text[(at + 1)..Math.Max(end - 1, at + 1)]));
            return end;
        }
        int stop = at;
        while (stop < text.Length && char.IsAsciiLetter(text[stop]))
        {
            stop++;
        }
        string variable = text[at..stop];
        if (variable == "o")
        {
            flags = own;
        }
        else if (variable is "hr" or "hs")
        {
            builder.Captures(text[start..stop], position);
        }
        else if (HaProxyVariables.TimeOf(variable) is string pattern)
        {
            builder.Time("%" + variable, position, pattern, 0);
        }
        else if (HaProxyVariables.TryFind(variable, out FieldMeaning meaning))
        {
            Add(builder, "%" + variable, position, HaProxyVariables.IsText(meaning) ? own : own with { IsQuoted = false }, meaning);
        }
        else
        {
            builder.Fault(position, $"HAProxy has no variable {text[start..stop]}.", "A percent sign itself is %%; the others are listed in section 8.2.6 of its manual.");
        }
        return Math.Max(stop, start + 1);
    }

    private static void Add(TemplateBuilder builder, string name, int position, Flags flags, FieldMeaning meaning)
    {
        if (flags.IsHexadecimal && meaning.Binding.Field == RecordField.PeerAddress)
        {
            builder.Fault(position, $"{name} is written in hexadecimal (+X), which is not read.", "Take +X off it: %{-X}ci.");
        }
        Quote(builder, flags.IsQuoted);
        builder.Field(name, position, meaning);
        Quote(builder, flags.IsQuoted);
    }

    private static void Quote(TemplateBuilder builder, bool isQuoted) => builder.Literal(isQuoted ? "\"" : "");

    /// <summary>Behind the bracket that closes the one at the start; arguments of converters may hold brackets of their own.</summary>
    private static int EndOfExpression(string text, int open)
    {
        int depth = 0;
        for (int i = open; i < text.Length; i++)
        {
            depth += text[i] == '[' ? 1 : text[i] == ']' ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }
        return text.Length;
    }

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Spaces();

    private readonly record struct Flags(bool IsQuoted, bool IsHexadecimal)
    {
        /// <summary>`{+Q,-X}`: a plus sets, a minus clears; other letters (E, M, json) do not change where a field ends.</summary>
        public Flags With(string text) => new(
            text.Contains("+Q", StringComparison.Ordinal) || (IsQuoted && !text.Contains("-Q", StringComparison.Ordinal)),
            text.Contains("+X", StringComparison.Ordinal) || (IsHexadecimal && !text.Contains("-X", StringComparison.Ordinal)));
    }
}
