namespace Isobar.Core.Formats.Templates;

/// <summary>Joins neighbouring parts of a template that are one field to Isobar: literals, the pieces of a time, a path and its query, an address and its port.</summary>
internal static class TemplateNeighbours
{
    public static void Merge(List<TemplatePart> parts)
    {
        JoinLiterals(parts);
        JoinTimes(parts);
        JoinPorts(parts);
        JoinAdjacent(parts);
        TakeSpacesIntoCaptures(parts);
        TrimEnd(parts);
        JoinLiterals(parts);
    }

    private static void JoinLiterals(List<TemplatePart> parts)
    {
        parts.RemoveAll(part => part.IsLiteral && part.Name.Length == 0);
        for (int i = parts.Count - 2; i >= 0; i--)
        {
            if (parts[i].IsLiteral && parts[i + 1].IsLiteral)
            {
                parts[i] = TemplatePart.Literal(parts[i].Name + parts[i + 1].Name);
                parts.RemoveAt(i + 1);
            }
        }
    }

    /// <summary>`%{%F %T}t.%{msec_frac}t` is one time with a dot in it; two times of their own (both have a date) stay two.</summary>
    private static void JoinTimes(List<TemplatePart> parts)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            while (parts[i].Kind == TemplatePartKind.Time && i + 1 < parts.Count)
            {
                int step = parts[i + 1].IsLiteral ? 2 : 1;
                if (i + step >= parts.Count || parts[i + step].Kind != TemplatePartKind.Time
                    || PiecesOf(parts[i].TimePattern).Overlaps(PiecesOf(parts[i + step].TimePattern)))
                {
                    break;
                }
                string between = step == 2 ? parts[i + 1].Name.Replace("%", "%%", StringComparison.Ordinal) : "";
                parts[i] = parts[i] with { TimePattern = parts[i].TimePattern + between + parts[i + step].TimePattern };
                parts.RemoveRange(i + 1, step);
            }
            // A fraction or a clock alone (HAProxy's CLF has %ms far from its date) is no time.
            if (parts[i].Kind == TemplatePartKind.Time && !PiecesOf(parts[i].TimePattern).Contains('d'))
            {
                parts[i] = parts[i] with { Meaning = FieldMeaning.Ignored };
            }
        }
    }

    /// <summary>Which of date, clock, fraction and zone a pattern has. Seconds since 1970 are date and clock.</summary>
    private static HashSet<char> PiecesOf(string pattern)
    {
        var pieces = new HashSet<char>();
        for (int i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '%')
            {
                pieces.UnionWith(pattern[++i] switch
                {
                    's' => "dcz",
                    'H' or 'I' or 'M' or 'S' or 'T' or 'R' => "c",
                    '3' or '6' => "f",
                    'z' or 'Z' => "z",
                    'Y' or 'y' or 'm' or 'd' or 'e' or 'b' or 'B' or 'h' or 'j' or 'D' or 'F' => "d",
                    _ => "",
                });
            }
        }
        return pieces;
    }

    /// <summary>`%ci:%cp`: an IPv6 address has colons itself, so the port is what stands behind the last one.</summary>
    private static void JoinPorts(List<TemplatePart> parts)
    {
        for (int i = 0; i + 2 < parts.Count; i++)
        {
            if (parts[i].Meaning.Binding.Field == RecordField.PeerAddress && parts[i + 1] is { IsLiteral: true, Name: ":" } && parts[i + 2].Meaning.Shape == FieldShape.Port)
            {
                parts[i] = parts[i] with { HasPort = true };
                parts.RemoveRange(i + 1, 2);
            }
        }
    }

    /// <summary>A path with its query behind it is one path; two neighbours of which neither is used are one field that is not used.</summary>
    private static void JoinAdjacent(List<TemplatePart> parts)
    {
        for (int i = parts.Count - 2; i >= 0; i--)
        {
            TemplatePart left = parts[i], right = parts[i + 1];
            if (left.Kind != TemplatePartKind.Field || right.Kind != TemplatePartKind.Field)
            {
                continue;
            }
            if (left.Meaning.Shape is FieldShape.Path or FieldShape.Query && right.Meaning.Shape == FieldShape.Query)
            {
                parts.RemoveAt(i + 1);
            }
            else if (left.IsIgnored && right.IsIgnored)
            {
                parts[i] = left with { Meaning = FieldMeaning.Ignored };
                parts.RemoveAt(i + 1);
            }
        }
    }

    /// <summary>Where no header is captured, HAProxy leaves out one of the spaces round it.</summary>
    private static void TakeSpacesIntoCaptures(List<TemplatePart> parts)
    {
        for (int i = 0; i + 1 < parts.Count; i++)
        {
            if (parts[i].Kind == TemplatePartKind.Captures && parts[i + 1].IsLiteral && parts[i + 1].Name[0] == ' ')
            {
                parts[i + 1] = TemplatePart.Literal(parts[i + 1].Name[1..]);
            }
        }
        parts.RemoveAll(part => part.IsLiteral && part.Name.Length == 0);
    }

    /// <summary>White space at the template's end would be missed where an editor trimmed it; captures there are no different from text that was appended.</summary>
    private static void TrimEnd(List<TemplatePart> parts)
    {
        while (parts.Count > 1)
        {
            TemplatePart last = parts[^1];
            string trimmed = last.IsLiteral ? last.Name.TrimEnd() : "";
            if (last.Kind != TemplatePartKind.Captures && trimmed == (last.IsLiteral ? last.Name : ""))
            {
                return;
            }
            parts.RemoveAt(parts.Count - 1);
            if (trimmed.Length > 0)
            {
                parts.Add(TemplatePart.Literal(trimmed));
            }
        }
    }
}
