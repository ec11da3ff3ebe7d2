namespace Isobar.Storage.Measurements;

/// <summary>A question whose answer is a table of texts: groups of measurements, some of them left out, in an order.</summary>
public sealed record MeasurementQuery
{
    /// <summary>Which measurements.</summary>
    public required MeasurementFilter Filter { get; init; }

    /// <summary>How they are summed up; its number of groups is not used.</summary>
    public required MeasurementGrouping Grouping { get; init; }

    /// <summary>What is told of each group.</summary>
    public required IReadOnlyList<MeasurementColumn> Columns { get; init; }

    /// <summary>Conditions on groups; all must hold.</summary>
    public IReadOnlyList<(MeasurementColumn Column, ValueOperator Operator, IReadOnlyList<string> Values)> Having { get; init; } = [];

    /// <summary>The order of groups; behind it come their keys, so that it is the same whenever it is asked for.</summary>
    public IReadOnlyList<(MeasurementColumn Column, bool IsDescending)> Order { get; init; } = [];
}
