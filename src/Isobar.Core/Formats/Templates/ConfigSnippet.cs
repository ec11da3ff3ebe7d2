namespace Isobar.Core.Formats.Templates;

/// <summary>
/// Takes a template out of the line of configuration that it was pasted with: `log_format main '…' '…';`, `LogFormat "…" combined`, `log-format …\ …`.
/// A bare template passes through, so that it does not matter how much of the line was marked with the mouse.
/// </summary>
internal static class ConfigSnippet
{
    private const string Blanks = " \t\r\n";

    /// <summary>nginx: all arguments behind the name are one template; comments, `escape=…` and the semicolon are not part of it.</summary>
    public static SnippetText Nginx(string source, TemplateBuilder faults)
    {
        int at = SkipBlanks(source, 0);
        bool isDirective = TrySkipWord(source, "log_format", ref at);
        if (isDirective)
        {
            at = SkipBlanks(source, EndOfBareWord(source, SkipBlanks(source, at)));
        }
        else if (!IsQuotedWhole(source.AsSpan(at).TrimEnd(" \t\r\n;")))
        {
            return Raw(source, at);
        }
        var text = new SnippetText();
        while (at < source.Length && source[at] != ';')
        {
            if (source[at] == '#')
            {
                int lineEnd = source.IndexOf('\n', at);
                at = lineEnd < 0 ? source.Length : lineEnd;
            }
            else if (source.AsSpan(at).StartsWith("escape=", StringComparison.Ordinal))
            {
                at = EndOfBareWord(source, at);
            }
            else
            {
                at = ReadArgument(source, at, ";", text, faults);
            }
            at = SkipBlanks(source, at);
        }
        return text;
    }

    /// <summary>Apache: the first argument of `LogFormat`, the second of `CustomLog`; nickname and conditions are not part of it.</summary>
    public static SnippetText Apache(string source, TemplateBuilder faults)
    {
        int at = SkipBlanks(source, 0);
        bool isDirective = TrySkipWord(source, "LogFormat", ref at);
        if (!isDirective && TrySkipWord(source, "CustomLog", ref at))
        {
            isDirective = true;
            at = ReadArgument(source, SkipBlanks(source, at), "", new(), faults);
        }
        return OneArgument(source, SkipBlanks(source, at), isDirective, faults);
    }

    /// <summary>HAProxy: the argument of `log-format`.</summary>
    public static SnippetText HaProxy(string source, TemplateBuilder faults)
    {
        int at = SkipBlanks(source, 0);
        bool isDirective = TrySkipWord(source, "log-format", ref at);
        return OneArgument(source, SkipBlanks(source, at), isDirective, faults);
    }

    private static SnippetText OneArgument(string source, int at, bool isDirective, TemplateBuilder faults)
    {
        if (!isDirective && !IsQuotedWhole(source.AsSpan(at).TrimEnd(Blanks)))
        {
            return Raw(source, at);
        }
        var text = new SnippetText();
        ReadArgument(source, at, "", text, faults);
        return text;
    }

    /// <summary>A bare template to the end of the text; escapes are still taken for what they mean, as they come with templates that were cut out of quotes.</summary>
    private static SnippetText Raw(string source, int at)
    {
        var text = new SnippetText();
        int end = source.AsSpan().TrimEnd(Blanks).Length;
        while (at < end)
        {
            at = AppendOne(source, at, text);
        }
        return text;
    }

    /// <summary>Reads one argument, quoted, bare or of pieces of both, to the blank behind it.</summary>
    private static int ReadArgument(string source, int at, string terminators, SnippetText text, TemplateBuilder faults)
    {
        while (at < source.Length && !Blanks.Contains(source[at]) && !terminators.Contains(source[at]))
        {
            char quote = source[at];
            if (quote is not '"' and not '\'')
            {
                at = AppendOne(source, at, text);
                continue;
            }
            int open = at++;
            while (at < source.Length && source[at] != quote)
            {
                at = AppendOne(source, at, text);
            }
            if (at == source.Length)
            {
                faults.Fault(open, $"The quote ({quote}) that opens here is never closed.", "Paste the directive to its end.");
            }
            at = Math.Min(at + 1, source.Length);
        }
        return at;
    }

    private static int AppendOne(string source, int at, SnippetText text)
    {
        if (source[at] != '\\' || at + 1 == source.Length)
        {
            text.Append(source[at], at);
            return at + 1;
        }
        char escaped = source[at + 1];
        char meant = escaped switch { 't' => '\t', 'n' => '\n', 'r' => '\r', '"' or '\'' or '\\' or ' ' or '#' or '$' => escaped, _ => '\0' };
        if (meant == '\0')
        {
            text.Append('\\', at);
            return at + 1;
        }
        text.Append(meant, at);
        return at + 2;
    }

    /// <summary>Whether the text begins with a quote whose own end is the text's end, or an argument's end behind which more quotes follow.</summary>
    private static bool IsQuotedWhole(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] is not '"' and not '\'')
        {
            return false;
        }
        char quote = text[0];
        int pieces = 0;
        while (!text.IsEmpty)
        {
            if (text[0] != quote)
            {
                return false;
            }
            int at = 1;
            while (at < text.Length && text[at] != quote)
            {
                at += text[at] == '\\' ? 2 : 1;
            }
            pieces++;
            text = at >= text.Length ? default : text[(at + 1)..].TrimStart(Blanks);
        }
        // `"%h" "%t"` is a bare template of quoted fields; nginx's pieces stand in single quotes.
        return pieces == 1 || quote == '\'';
    }

    private static bool TrySkipWord(string source, string word, ref int at)
    {
        bool found = source.AsSpan(at).StartsWith(word, StringComparison.OrdinalIgnoreCase)
            && at + word.Length < source.Length && Blanks.Contains(source[at + word.Length]);
        at += found ? word.Length : 0;
        return found;
    }

    private static int EndOfBareWord(string source, int at)
    {
        while (at < source.Length && !Blanks.Contains(source[at]) && source[at] != ';')
        {
            at++;
        }
        return at;
    }

    private static int SkipBlanks(string source, int at)
    {
        while (at < source.Length && Blanks.Contains(source[at]))
        {
            at++;
        }
        return at;
    }
}
