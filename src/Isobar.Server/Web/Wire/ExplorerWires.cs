namespace Isobar.Server.Web.Wire;

/// <summary>What the explorer was asked.</summary>
internal sealed record ExplorerWire
{
    public required long Now { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    public required int StepSeconds { get; init; }

    public required string Resolution { get; init; }

    public required string WeighedIn { get; init; }

    public required string? Group { get; init; }

    public long? FamilyNotRecordedUntil { get; init; }

    public required IReadOnlyList<long> Times { get; init; }

    public required IReadOnlyList<ExplorerGroupWire> Groups { get; init; }

    public ExplorerCompareWire? Compare { get; init; }

    public required IReadOnlyList<AnnotationWire> Annotations { get; init; }

    public required IReadOnlyList<MaintenanceWire> Maintenance { get; init; }
}

/// <summary>The range before, of the same groups.</summary>
internal sealed record ExplorerCompareWire(long From, long To, long? FamilyNotRecordedUntil, IReadOnlyList<long> Times, IReadOnlyList<ExplorerGroupWire> Groups);

/// <summary>A line of the chart and a row of the table.</summary>
internal sealed record ExplorerGroupWire
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public required bool IsOther { get; init; }

    public IReadOnlyList<string>? Filter { get; init; }

    public required ExplorerTotalsWire Totals { get; init; }

    public required IReadOnlyList<double?> Availability { get; init; }

    public required IReadOnlyList<double?> Performance { get; init; }

    public required IReadOnlyList<long?> BytesIn { get; init; }

    public required IReadOnlyList<long?> BytesOut { get; init; }

    public required IReadOnlyList<double?> RttP50 { get; init; }

    public required IReadOnlyList<double?> RttP90 { get; init; }

    public required IReadOnlyList<double?> RttP95 { get; init; }

    public required IReadOnlyList<double?> Ttfb { get; init; }
}

/// <summary>Of the whole range.</summary>
internal sealed record ExplorerTotalsWire(
    long BytesIn, long BytesOut, double TrafficPercent, double? Availability, double? Performance, double? RttP50, double? RttP90, double? RttP95, double? Ttfb);

/// <summary>Values of a dimension.</summary>
internal sealed record ExplorerValuesWire(string Field, IReadOnlyList<ExplorerValueWire> Values);

/// <summary>A value of a dimension.</summary>
internal sealed record ExplorerValueWire(string Value, string Label, long Bytes);
