namespace Isobar.Core.Formats.Templates;

/// <summary>Apache's `LogFormat` (mod_log_config, mod_logio, mod_ssl). The directives it has are known, so an unknown one is a fault: a slip of the pen would otherwise be read over.</summary>
public static class ApacheTemplate
{
    /// <summary>Compiles a template, or a whole `LogFormat` or `CustomLog` directive.</summary>
    public static TemplateResult Compile(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Compile(template, template.Trim());
    }

    internal static TemplateResult Compile(string template, string name)
    {
        var builder = new TemplateBuilder();
        SnippetText snippet = ConfigSnippet.Apache(template, builder);
        string text = snippet.Text;
        int at = 0;
        while (at < text.Length)
        {
            int percent = text.IndexOf('%', at);
            if (percent != at)
            {
                int end = percent < 0 ? text.Length : percent;
                builder.Literal(text[at..end]);
                at = end;
                continue;
            }
            at = ReadDirective(text, at, snippet.PositionOf(at), builder);
        }
        return builder.Build(name, ApacheDirectives.OutcomeRules);
    }

    /// <summary>Reads `%`, modifiers (`&lt;`, `&gt;`, `!`, statuses), an argument in braces, and the letter; returns where the text goes on.</summary>
    private static int ReadDirective(string text, int start, int position, TemplateBuilder builder)
    {
        int at = start + 1;
        string argument = "";
        bool isOriginal = false, isFinal = false;
        while (at < text.Length && (text[at] is '<' or '>' or '!' or ',' or '{' || char.IsAsciiDigit(text[at])))
        {
            isOriginal |= text[at] == '<';
            isFinal |= text[at] == '>';
            if (text[at] == '{')
            {
                int close = text.IndexOf('}', at);
                if (close < 0)
                {
                    builder.Fault(position, "A brace is opened and never closed.", "Write %{name}i.");
                    return text.Length;
                }
                argument = text[(at + 1)..close];
                at = close;
            }
            at++;
        }
        // Three directives have a caret and two letters: %^FB, %^ti, %^to.
        int length = at < text.Length && text[at] == '^' ? 3 : 1;
        if (at + length > text.Length)
        {
            builder.Fault(position, "The template ends within a directive.", "Paste it to its end; a percent sign itself is %%.");
            return text.Length;
        }
        string letter = text.Substring(at, length);
        at += length;
        if (letter == "%")
        {
            builder.Literal("%");
            return at;
        }
        string name = text[start..at];
        if (letter == "t")
        {
            ApacheDirectives.AddTime(builder, name, position, argument);
        }
        else if (ApacheDirectives.TryFind(letter, argument, isOriginal, isFinal, out FieldMeaning meaning))
        {
            builder.Field(name, position, meaning);
        }
        else
        {
            builder.Fault(position, $"Apache has no directive {name}.", "A percent sign itself is %%; the others are listed in the documentation of mod_log_config.");
        }
        return at;
    }
}
