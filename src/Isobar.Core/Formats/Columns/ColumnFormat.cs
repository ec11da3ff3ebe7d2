using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// A format of lines that fall into columns, whose meaning a header in the file names, a definition fixes, or a user configures.
/// </summary>
public sealed class ColumnFormat : LogFormat
{
    private readonly ColumnSpec _spec;
    private readonly ColumnPlan? _initial;
    private readonly string _name;

    internal ColumnFormat(ColumnSpec spec, MeasurementMethod method = MeasurementMethod.ServerLog)
    {
        _spec = spec;
        _name = spec.Name;
        Method = method;
        Fields = spec.Table.Provides;
        string[] names = spec.DefaultColumns.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _initial = names.Length == 0 ? null : ColumnPlan.ForColumns(spec, names, spec.FewestDefaultColumns);
    }

    private ColumnFormat(ColumnSpec spec, MeasurementMethod method, string name, ColumnPlan plan)
    {
        _spec = spec;
        _name = name;
        Method = method;
        Fields = plan.Bindings.Aggregate(FormatFields.None, (all, binding) => all | binding.Provides);
        _initial = plan;
    }

    /// <inheritdoc/>
    public override string Name => _name;

    /// <inheritdoc/>
    public override FormatFields Fields { get; }

    /// <inheritdoc/>
    public override MeasurementMethod Method { get; }

    /// <inheritdoc/>
    public override LineParser CreateParser(ParserOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new ColumnParser(_spec, options, _initial);
    }

    /// <summary>The same format for files without a header, whose columns were chosen when the log was set up.</summary>
    /// <param name="name">The name that the user gave: the whole text.</param>
    /// <param name="columns">The names of the columns.</param>
    /// <param name="faults">Takes what is wrong with them.</param>
    /// <returns>Null when there are faults.</returns>
    internal ColumnFormat? WithColumns(string name, IReadOnlyList<string> columns, ICollection<string> faults)
    {
        ColumnPlan judged = ColumnPlan.ForHeader(_spec with { Required = [] }, _spec.Splits[0], columns, [], dateIsKnown: false);
        if (judged.Fault is not null)
        {
            faults.Add(judged.Fault);
            return null;
        }
        return new(_spec, Method, name, ColumnPlan.ForColumns(_spec, columns, columns.Count));
    }

    /// <summary>A format of a user's own, by position.</summary>
    internal static ColumnFormat FromBindings(string name, ColumnSplit split, FieldBinding[] bindings)
    {
        var spec = new ColumnSpec { Name = name, Splits = [split], Table = new() };
        return new(spec, MeasurementMethod.ServerLog, name, ColumnPlan.ForBindings(split, bindings));
    }
}
