using System.Collections.Immutable;
using System.Text.Json;

namespace Isobar.Core.Alarms;

/// <summary>An alarm: how it is set up, and what it says. Times are Unix milliseconds.</summary>
/// <remarks>Two instances are equal when they share their definition and tags.</remarks>
public sealed record MetricAlarm
{
    /// <summary>How it is set up.</summary>
    public required AlarmDefinition Definition { get; init; }

    /// <summary>Its Amazon Resource Name.</summary>
    public required string Arn { get; init; }

    /// <summary>When its settings last changed.</summary>
    public required long ConfiguredAt { get; init; }

    /// <summary>What it says.</summary>
    public AlarmState State { get; init; } = AlarmState.InsufficientData;

    /// <summary>Why, in words.</summary>
    public string Reason { get; init; } = "Unchecked: Initial alarm creation";

    /// <summary>Why, for programs: JSON text; null where nobody said.</summary>
    public string? ReasonData { get; init; }

    /// <summary>When state or reason last changed.</summary>
    public required long StateUpdatedAt { get; init; }

    /// <summary>When the state last became another.</summary>
    public required long StateTransitionedAt { get; init; }

    /// <summary>`EVALUATION_ERROR` where it cannot be judged as it is set up; null where all is well.</summary>
    public string? EvaluationState { get; init; }

    /// <summary>Tags.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The name of an alarm as an ARN (spec 16.2).</summary>
    public static string ArnOf(string region, string account, string name) => $"arn:aws:cloudwatch:{region}:{account}:alarm:{name}";

    /// <summary>All of it as a JSON document, for storage.</summary>
    public string Write() => JsonSerializer.Serialize(this, AlarmJson.Default.MetricAlarm);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static MetricAlarm Read(string json) =>
        JsonSerializer.Deserialize(json, AlarmJson.Default.MetricAlarm) ?? throw new FormatException("The stored alarm is null.");

    /// <summary>The alarm after a state was set.</summary>
    /// <param name="state">The state.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="reasonData">Why, for programs.</param>
    /// <param name="nowMillis">The clock.</param>
    public MetricAlarm WithState(AlarmState state, string reason, string? reasonData, long nowMillis) => this with
    {
        State = state,
        Reason = reason,
        ReasonData = reasonData,
        StateUpdatedAt = nowMillis,
        StateTransitionedAt = state == State ? StateTransitionedAt : nowMillis,
    };
}
