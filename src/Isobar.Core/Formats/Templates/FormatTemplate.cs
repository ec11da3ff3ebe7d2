namespace Isobar.Core.Formats.Templates;

/// <summary>Compiles a template whose dialect is not named: it is told from the text.</summary>
public static class FormatTemplate
{
    private static readonly string[] s_haProxySigns = ["%ci", "%[", "%{+", "%{-", "%(", "%ST", "%HM", "%ts", "%fc", "%si", "%Tr"];

    /// <summary>
    /// Compiles a template of nginx (has `$variables`), Apache or HAProxy (both have `%`), bare or in its directive. What could be of either is compiled as both, and
    /// the one that has fewer faults is meant.
    /// </summary>
    /// <returns>False with the faults when the text is no template or a faulty one.</returns>
    public static bool TryCompile(string template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults)
    {
        ArgumentNullException.ThrowIfNull(template);
        TemplateResult result = Compile(template);
        format = result.Format;
        faults = result.Faults;
        return format is not null;
    }

    /// <summary>Whether a text can be meant as a template, rather than as the name of a format.</summary>
    public static bool LooksLikeTemplate(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains('$', StringComparison.Ordinal) || text.Contains('%', StringComparison.Ordinal)
            || HaProxyTemplate.PredefinedOf(text.Trim()) is not null;
    }

    private static TemplateResult Compile(string template)
    {
        string start = template.TrimStart();
        if (start.StartsWith("log_format", StringComparison.OrdinalIgnoreCase))
        {
            return NginxTemplate.Compile(template);
        }
        if (start.StartsWith("LogFormat", StringComparison.OrdinalIgnoreCase) || start.StartsWith("CustomLog", StringComparison.OrdinalIgnoreCase))
        {
            return ApacheTemplate.Compile(template);
        }
        if (start.StartsWith("log-format", StringComparison.OrdinalIgnoreCase) || HaProxyTemplate.PredefinedOf(template.Trim()) is not null)
        {
            return HaProxyTemplate.Compile(template);
        }
        if (!template.Contains('%', StringComparison.Ordinal) || template.Contains("$remote_addr", StringComparison.Ordinal))
        {
            return template.Contains('$', StringComparison.Ordinal)
                ? NginxTemplate.Compile(template)
                : new(null, [new(0, "The text has no variables.", "Paste the log_format, LogFormat or log-format of your server, or name a format.")]);
        }
        TemplateResult apache = ApacheTemplate.Compile(template);
        TemplateResult haProxy = HaProxyTemplate.Compile(template);
        bool hasSigns = s_haProxySigns.Any(sign => template.Contains(sign, StringComparison.Ordinal));
        return haProxy.Faults.Count < apache.Faults.Count || (haProxy.Faults.Count == apache.Faults.Count && hasSigns) ? haProxy : apache;
    }
}
