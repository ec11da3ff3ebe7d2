using System.Text;

namespace Isobar.Core.Formats.Columns;

/// <summary>The columns of the lines that follow, as a header or a definition names them. Never changes, so parsers share it.</summary>
internal sealed class ColumnPlan
{
    private ColumnPlan(ColumnSplit split, FieldBinding[] bindings, byte[] header)
    {
        Split = split;
        Bindings = bindings;
        Header = header;
        Fewest = bindings.Length;
        IsExact = true;
    }

    /// <summary>How lines fall into columns.</summary>
    public ColumnSplit Split { get; }

    /// <summary>What each column means.</summary>
    public FieldBinding[] Bindings { get; }

    /// <summary>The text that named the columns; empty for a definition's own.</summary>
    public byte[] Header { get; }

    /// <summary>The least number of columns of a line.</summary>
    public int Fewest { get; private init; }

    /// <summary>Whether a line may have no more columns than are named.</summary>
    public bool IsExact { get; private init; }

    /// <summary>Whether the day has to come from outside the line.</summary>
    public bool LacksDate { get; private init; }

    /// <summary>What lines are counted as when the header cannot be used.</summary>
    public ParseError Refusal { get; private init; }

    /// <summary>Why the header cannot be used; null when it can.</summary>
    public string? Fault { get; private init; }

    /// <summary>The plan of a definition's own columns, or of those that a user configured.</summary>
    public static ColumnPlan ForColumns(ColumnSpec spec, IReadOnlyList<string> names, int fewest) =>
        new(spec.Splits[0], BindNames(spec, names), []) { Fewest = fewest, IsExact = false };

    /// <summary>The plan of columns that a user laid out, by position.</summary>
    public static ColumnPlan ForBindings(ColumnSplit split, FieldBinding[] bindings) => new(split, bindings, []) { IsExact = false };

    /// <summary>The plan that a header asks for. It is one with a fault when no record could come of it.</summary>
    /// <param name="spec">The format.</param>
    /// <param name="split">How its lines fall into columns.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="header">The text of the header, to know it again.</param>
    /// <param name="dateIsKnown">Whether an earlier line gave the day.</param>
    public static ColumnPlan ForHeader(ColumnSpec spec, ColumnSplit split, IReadOnlyList<string> names, ReadOnlySpan<byte> header, bool dateIsKnown)
    {
        FieldBinding[] bindings = BindNames(spec, names);
        (ParseError refusal, string? fault) = Judge(spec, names, bindings, dateIsKnown);
        return new(split, bindings, header.ToArray())
        {
            Refusal = refusal,
            Fault = fault,
            LacksDate = Has(bindings, RecordField.TimeOfDay) && !Has(bindings, RecordField.Date),
        };
    }

    /// <summary>The names of a header line.</summary>
    public static List<string> Names(ReadOnlySpan<byte> text, ColumnSplit split)
    {
        var names = new List<string>();
        var fields = new FieldSplitter(text, split);
        while (fields.TryNext(out ReadOnlySpan<byte> name))
        {
            names.Add(Encoding.UTF8.GetString(name).Trim());
        }
        return names;
    }

    /// <summary>Whether any of the names means something to the format.</summary>
    public static bool KnowsAny(ColumnSpec spec, IReadOnlyList<string> names) => names.Any(name => spec.Table.Knows(Normalised(spec, name)));

    private static FieldBinding[] BindNames(ColumnSpec spec, IReadOnlyList<string> names)
    {
        string[] spelled = [.. names.Select(name => Normalised(spec, name))];
        FieldBinding[] bindings = spec.Table.Bind(spelled);
        int date = Array.FindIndex(bindings, binding => binding.Field == RecordField.Date);
        int time = Array.FindIndex(bindings, binding => binding.Field == RecordField.Time);
        int clock = Array.FindIndex(bindings, binding => binding.Field == RecordField.TimeOfDay);
        if (date >= 0 && time >= 0 && spelled[time] == "time")
        {
            // `date,time` is a time in two columns, where `time` alone would be a whole one; only a W3C table says so by itself.
            bindings[time] = new(RecordField.TimeOfDay);
        }
        else if (time >= 0)
        {
            // A whole time is better than one in two parts.
            Ignore(bindings, date);
            Ignore(bindings, clock);
        }
        else if (date >= 0 && clock < 0 && spec.Headers == HeaderStyle.FirstLine)
        {
            bindings[date] = new(RecordField.Time, FieldUnit.UnixOrIso8601);
        }
        return bindings;
    }

    private static void Ignore(FieldBinding[] bindings, int column)
    {
        if (column >= 0)
        {
            bindings[column] = FieldBinding.Ignored;
        }
    }

    private static (ParseError Refusal, string? Fault) Judge(ColumnSpec spec, IReadOnlyList<string> names, FieldBinding[] bindings, bool dateIsKnown)
    {
        string listed = string.Join(" ", names.Take(40));
        string? missing = spec.Required.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase));
        if (missing is not null)
        {
            return (ParseError.Mismatch, $"The header has no column '{missing}', so this is no {spec.Name} log. Columns: {listed}.");
        }
        if (!Has(bindings, RecordField.PeerAddress) && !Has(bindings, RecordField.ForwardedFor))
        {
            return (ParseError.NoClient, $"The header names no column for the client's address; {Known(spec, FormatFields.Client)} would be one. Columns: {listed}.");
        }
        bool hasClock = Has(bindings, RecordField.TimeOfDay);
        if (!Has(bindings, RecordField.Time) && !hasClock)
        {
            return (ParseError.BadTime, $"The header names no column for the time; {Known(spec, FormatFields.Time)} would be one. Columns: {listed}.");
        }
        if (hasClock && !Has(bindings, RecordField.Date) && !dateIsKnown)
        {
            return (ParseError.BadTime, $"The header has a time of day, but neither a column 'date' nor a line '#Date:' before it says the day. Columns: {listed}.");
        }
        return (ParseError.None, null);
    }

    private static string Known(ColumnSpec spec, FormatFields wanted) => string.Join(
        ", ", spec.Table.Columns.Where(column => column.Binding.Provides == wanted).Take(5).Select(column => $"'{column.Name}'"));

    private static string Normalised(ColumnSpec spec, string name) => spec.Normalise is null ? name : spec.Normalise(name);

    private static bool Has(FieldBinding[] bindings, RecordField field) => Array.Exists(bindings, binding => binding.Field == field);
}
