namespace Isobar.Core.Formats.Templates;

/// <summary>
/// nginx's `log_format` (ngx_http_log_module). Every variable is accepted, since modules and `map` can make any; the ones with a meaning are in
/// <see cref="NginxVariables"/>.
/// </summary>
public static class NginxTemplate
{
    /// <summary>Compiles a template, or a whole `log_format` directive.</summary>
    public static TemplateResult Compile(string template)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Compile(template, template.Trim());
    }

    internal static TemplateResult Compile(string template, string name)
    {
        var builder = new TemplateBuilder();
        SnippetText snippet = ConfigSnippet.Nginx(template, builder);
        string text = snippet.Text;
        int at = 0;
        while (at < text.Length)
        {
            int dollar = text.IndexOf('$', at);
            if (dollar != at)
            {
                int end = dollar < 0 ? text.Length : dollar;
                builder.Literal(text[at..end]);
                at = end;
                continue;
            }
            bool inBraces = at + 1 < text.Length && text[at + 1] == '{';
            int start = at + (inBraces ? 2 : 1);
            int stop = start;
            while (stop < text.Length && (char.IsAsciiLetterOrDigit(text[stop]) || text[stop] == '_'))
            {
                stop++;
            }
            string variable = text[start..stop];
            if (variable.Length == 0 || (inBraces && (stop == text.Length || text[stop] != '}')))
            {
                builder.Fault(snippet.PositionOf(at), "A dollar sign has no variable's name behind it.", "Write it as nginx has it, $name or ${name}.");
                at = Math.Max(stop, at + 1);
                continue;
            }
            builder.Field("$" + variable, snippet.PositionOf(at), NginxVariables.MeaningOf(variable));
            at = stop + (inBraces ? 1 : 0);
        }
        return builder.Build(name, []);
    }
}
