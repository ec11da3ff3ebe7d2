namespace Isobar.Server.Web.Wire;

/// <summary>The alarms.</summary>
internal sealed record AlarmsAnswer(IReadOnlyList<AlarmWire> Alarms);

/// <summary>An alarm.</summary>
internal sealed record AlarmWire
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required string Description { get; init; }

    public required string State { get; init; }

    public required string Reason { get; init; }

    public required long StateSince { get; init; }

    public required long ConfiguredAt { get; init; }

    public required bool ActionsEnabled { get; init; }

    public required bool IsSimple { get; init; }

    public AlarmMetricWire? Metric { get; init; }

    public string? Statistic { get; init; }

    public required int PeriodSeconds { get; init; }

    public required int EvaluationPeriods { get; init; }

    public required int DatapointsToAlarm { get; init; }

    public required double Threshold { get; init; }

    public required string Comparison { get; init; }

    public required string MissingData { get; init; }

    public required IReadOnlyList<string> AlarmActions { get; init; }

    public required IReadOnlyList<string> OkActions { get; init; }

    public required IReadOnlyList<string> InsufficientDataActions { get; init; }
}

/// <summary>What an alarm watches.</summary>
internal sealed record AlarmMetricWire(string Namespace, string Name, string? Monitor, string? Location);

/// <summary>Makes an alarm, or sets one up anew.</summary>
internal sealed record AlarmBody
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    public string? Monitor { get; init; }

    public string? Metric { get; init; }

    public string? Location { get; init; }

    public string? Statistic { get; init; }

    public int? PeriodSeconds { get; init; }

    public int? EvaluationPeriods { get; init; }

    public int? DatapointsToAlarm { get; init; }

    public double? Threshold { get; init; }

    public string? Comparison { get; init; }

    public string? MissingData { get; init; }

    public bool? ActionsEnabled { get; init; }

    public List<string>? AlarmActions { get; init; }

    public List<string>? OkActions { get; init; }

    public List<string>? InsufficientDataActions { get; init; }
}

/// <summary>Lets an alarm tell of changes, or not.</summary>
internal sealed record AlarmActionsRequest(bool? IsEnabled);

/// <summary>What can be chosen for an alarm.</summary>
internal sealed record AlarmOptionsAnswer(
    IReadOnlyList<AlarmMonitorWire> Monitors, IReadOnlyList<string> Metrics, IReadOnlyList<string> Statistics, IReadOnlyList<string> Comparisons, IReadOnlyList<string> MissingData,
    IReadOnlyList<AlarmActionWire> Actions);

/// <summary>A monitor with the locations that its metrics are told apart by.</summary>
internal sealed record AlarmMonitorWire(string Name, IReadOnlyList<string> Locations);

/// <summary>Somebody to tell.</summary>
internal sealed record AlarmActionWire(string Arn, string Name);

/// <summary>The history of an alarm.</summary>
internal sealed record AlarmHistoryAnswer(IReadOnlyList<AlarmHistoryWire> Entries, string? Next);

/// <summary>What happened to an alarm.</summary>
internal sealed record AlarmHistoryWire(long Id, long At, string Kind, string Summary);
