using System.Text;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// Collects the literals and variables of a template, in whatever dialect, and makes them into steps. Here it is decided which of several variables of one
/// meaning is used, and whether neighbouring variables can be told apart.
/// </summary>
internal sealed class TemplateBuilder
{
    private readonly List<TemplatePart> _parts = [];
    private readonly List<TemplateFault> _faults = [];

    public void Literal(string text) => _parts.Add(TemplatePart.Literal(text));

    public void Field(string name, int position, FieldMeaning meaning) => _parts.Add(new(TemplatePartKind.Field, name, position, meaning));

    public void Time(string name, int position, string pattern, int rank) =>
        _parts.Add(new(TemplatePartKind.Time, name, position, FieldMeaning.Of(RecordField.Time, rank: rank)) { TimePattern = pattern });

    public void Captures(string name, int position) => _parts.Add(new(TemplatePartKind.Captures, name, position, FieldMeaning.Ignored));

    public void Fault(int position, string text, string hint) => _faults.Add(new(position, text, hint));

    /// <summary>Reads a field over unless another is there that gives it its sense.</summary>
    public void IgnoreUnlessPresent(RecordField field, string name)
    {
        if (_parts.TrueForAll(part => part.Name != name))
        {
            Replace(part => part.Meaning.Binding.Field == field, part => part with { Meaning = FieldMeaning.IgnoredNumber });
        }
    }

    /// <summary>Makes the format, unless there are faults.</summary>
    /// <param name="name">Name of the format.</param>
    /// <param name="rules">Outcome rules of the dialect.</param>
    /// <param name="isCutByWriter">Whether the program that writes such lines cuts long ones, so that a line that ends within its last field is a record.</param>
    public TemplateResult Build(string name, IReadOnlyList<OutcomeRule> rules, bool isCutByWriter = false)
    {
        TemplateNeighbours.Merge(_parts);
        ChooseByRank();
        CheckNeeds();
        TemplateStep[] steps = MakeSteps(out byte[] head);
        if (_faults.Count > 0)
        {
            return new(null, [.. _faults.OrderBy(fault => fault.Position)]);
        }
        return new(new TemplateFormat(name, head, steps, rules, isCutByWriter), []);
    }

    private void Replace(Predicate<TemplatePart> which, Func<TemplatePart, TemplatePart> replacement)
    {
        for (int i = 0; i < _parts.Count; i++)
        {
            _parts[i] = which(_parts[i]) ? replacement(_parts[i]) : _parts[i];
        }
    }

    private void ChooseByRank()
    {
        var best = new Dictionary<RecordField, TemplatePart>();
        foreach (TemplatePart part in _parts.Where(part => !part.IsLiteral && !part.IsIgnored))
        {
            RecordField group = Group(part.Meaning.Binding.Field);
            if (!best.TryGetValue(group, out TemplatePart? first) || part.Meaning.Rank < first.Meaning.Rank)
            {
                best[group] = part;
            }
        }
        Replace(
            part => !part.IsLiteral && !part.IsIgnored && part.Meaning.Binding.Field != RecordField.TimeToFirstBytePart
                && !ReferenceEquals(best[Group(part.Meaning.Binding.Field)], part),
            part => part with { Meaning = part.Meaning with { Binding = FieldBinding.Ignored } });
    }

    /// <summary>A request line and a path give the same.</summary>
    private static RecordField Group(RecordField field) => field == RecordField.RequestLine ? RecordField.Path : field;

    private void CheckNeeds()
    {
        if (_faults.Count > 0)
        {
            return;
        }
        FormatFields fields = FieldsOf(_parts.Where(part => !part.IsLiteral).Select(part => part.Meaning.Binding));
        if ((fields & (FormatFields.Client | FormatFields.Forwarded)) == 0)
        {
            Fault(0, "No variable of this template gives the client's address.", "Add $remote_addr (nginx), %a or %h (Apache) or %ci (HAProxy).");
        }
        if ((fields & FormatFields.Time) == 0)
        {
            Fault(0, "No variable of this template gives the time.", "Add $msec or $time_local (nginx), %t (Apache) or %tr (HAProxy).");
        }
    }

    internal static FormatFields FieldsOf(IEnumerable<FieldBinding> bindings) => bindings.Aggregate(FormatFields.None, (all, binding) => all | binding.Provides);

    private TemplateStep[] MakeSteps(out byte[] head)
    {
        var steps = new List<TemplateStep>();
        string before = _parts.Count > 0 && _parts[0].IsLiteral ? _parts[0].Name : "";
        head = Encoding.UTF8.GetBytes(before);
        for (int i = before.Length > 0 ? 1 : 0; i < _parts.Count; i++)
        {
            TemplatePart part = _parts[i];
            TemplatePart? next = i + 1 < _parts.Count ? _parts[i + 1] : null;
            string end = next is { IsLiteral: true } ? next.Name : "";
            bool isLast = next is null || (end.Length > 0 && i + 2 == _parts.Count);
            StepKind kind = KindOf(part, before, end, next);
            TimePattern? pattern = null;
            if (part.Kind == TemplatePartKind.Time && !TimePattern.TryCompile(part.TimePattern, out pattern, out _))
            {
                Fault(part.Position, $"{part.Name} has a time in a form that is not understood.", $"Understood are {TimePattern.Letters}.");
            }
            steps.Add(new()
            {
                Kind = kind,
                Binding = part.Meaning.Binding,
                Shape = part.Meaning.Shape,
                End = Encoding.UTF8.GetBytes(end),
                Pattern = pattern,
                UsualLength = part.Meaning.Binding.Unit == FieldUnit.CommonLog ? 26 : 0,
                HasPort = part.HasPort,
                IsLast = isLast,
            });
            before = end;
            i += end.Length > 0 ? 1 : 0;
        }
        return [.. steps];
    }

    private StepKind KindOf(TemplatePart part, string before, string end, TemplatePart? next)
    {
        if (part.Kind == TemplatePartKind.Captures)
        {
            return StepKind.Captures;
        }
        if (part.Kind == TemplatePartKind.Time)
        {
            return StepKind.Time;
        }
        if (next is { IsLiteral: false })
        {
            if (next.Meaning.Shape != FieldShape.Path)
            {
                Fault(next.Position, $"{part.Name} and {next.Name} follow each other with nothing between them, so they cannot be told apart.", "Put a space or quotes between them.");
            }
            return StepKind.BeforeSlash;
        }
        return end.Length == 0 ? StepKind.Rest
            : end[0] == '"' && before.EndsWith('"') ? StepKind.Quoted
            : StepKind.Text;
    }
}
