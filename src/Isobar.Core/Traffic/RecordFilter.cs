using System.Diagnostics.CodeAnalysis;

namespace Isobar.Core.Traffic;

/// <summary>
/// A condition on traffic records as a user writes it: `status>=500 and not path^=/health`. Fields are `status`, `host`, `path` and `agent`; the syntax is in
/// `docs/replay.md`. Compiled once, asked for every record, without allocation.
/// </summary>
public sealed class RecordFilter
{
    private readonly FilterCondition _condition;

    private RecordFilter(FilterCondition condition) => _condition = condition;

    /// <summary>Compiles the text of a filter. Any text gives either a filter or a fault, never an exception.</summary>
    /// <param name="text">The filter.</param>
    /// <param name="filter">The filter; null when the text is not one.</param>
    /// <param name="fault">What is wrong, at which position (from 1), and what is expected there; null when nothing is.</param>
    public static bool TryCompile(string text, [NotNullWhen(true)] out RecordFilter? filter, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        filter = FilterParser.TryParse(text, out FilterCondition? condition, out fault) ? new(condition) : null;
        return filter is not null;
    }

    /// <summary>Whether the record fulfils the condition.</summary>
    public bool Matches(in TrafficRecord record) => _condition.Matches(record);
}
