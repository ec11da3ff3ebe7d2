using System.Collections.Immutable;
using Isobar.Core.Alarms;
using Isobar.Storage;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Alarms;

/// <summary>
/// All alarms, in memory and in the control store, which is the truth: a change is durable before anybody sees it. Alarms are immutable, so readers need no lock.
/// </summary>
internal sealed class AlarmBook
{
    private readonly Lock _changing = new();
    private readonly DataFolder _folder;
    private readonly AlarmSettings _settings;
    private readonly AlarmTransitions _transitions;
    private readonly TimeProvider _time;
    private ImmutableSortedDictionary<string, MetricAlarm> _alarms;

    public AlarmBook(DataFolder folder, AlarmSettings settings, TimeProvider time)
    {
        _folder = folder;
        _settings = settings;
        _transitions = new AlarmTransitions(settings);
        _time = time;
        _alarms = folder.Alarms.All().ToImmutableSortedDictionary(row => row.Name, row => MetricAlarm.Read(row.Json), StringComparer.Ordinal);
    }

    /// <summary>Told when messages have been stored that wait to be delivered.</summary>
    public Action? DeliveriesAdded { get; set; }

    /// <summary>All alarms, in ordinal order of their names.</summary>
    public ImmutableSortedDictionary<string, MetricAlarm> All => Volatile.Read(ref _alarms);

    /// <summary>Makes an alarm, or sets an existing one up anew as a whole; then its state and tags stay.</summary>
    /// <param name="definition">The alarm.</param>
    /// <param name="tags">Tags of a new alarm.</param>
    public void Put(AlarmDefinition definition, ImmutableSortedDictionary<string, string> tags)
    {
        lock (_changing)
        {
            long now = Now();
            bool exists = _alarms.TryGetValue(definition.Name, out MetricAlarm? old);
            MetricAlarm alarm = old is not null
                ? old with { Definition = definition, ConfiguredAt = now, EvaluationState = null }
                : new MetricAlarm
                {
                    Definition = definition,
                    Arn = MetricAlarm.ArnOf(_settings.Region, _settings.Account, definition.Name),
                    ConfiguredAt = now,
                    StateUpdatedAt = now,
                    StateTransitionedAt = now,
                    Tags = tags,
                };
            Store([new(alarm, [AlarmHistoryText.Configured(exists ? "Update" : "Create", alarm, now)], [])], []);
        }
    }

    /// <summary>Deletes alarms and gives the names of which there is none; the others are deleted all the same.</summary>
    public IReadOnlyList<string> Delete(IEnumerable<string> names)
    {
        lock (_changing)
        {
            ILookup<bool, string> known = names.Distinct(StringComparer.Ordinal).ToLookup(_alarms.ContainsKey);
            if (known[true].Any())
            {
                Store([], [.. known[true].Select(name => _alarms[name])]);
            }
            return [.. known[false]];
        }
    }

    /// <summary>Sets a state by hand, until the next evaluation; false where there is no such alarm.</summary>
    public bool SetState(string name, AlarmState state, string reason, string? reasonData)
    {
        lock (_changing)
        {
            if (!_alarms.TryGetValue(name, out MetricAlarm? alarm))
            {
                return false;
            }
            Store([_transitions.Set(alarm, state, reason, reasonData, Now())], []);
            return true;
        }
    }

    /// <summary>Lets alarms tell of changes, or not. Names of which there is none are passed over, as the service does.</summary>
    public void EnableActions(IEnumerable<string> names, bool isEnabled)
    {
        lock (_changing)
        {
            long now = Now();
            var changes = new List<AlarmChange>();
            foreach (string name in names.Distinct(StringComparer.Ordinal))
            {
                if (_alarms.TryGetValue(name, out MetricAlarm? alarm) && alarm.Definition.ActionsEnabled != isEnabled)
                {
                    MetricAlarm changed = alarm with { Definition = alarm.Definition with { ActionsEnabled = isEnabled }, ConfiguredAt = now };
                    changes.Add(new(changed, [AlarmHistoryText.Configured("Update", changed, now)], []));
                }
            }
            Store(changes, []);
        }
    }

    /// <summary>Changes the tags of the alarm of an ARN; false where there is none.</summary>
    public bool ChangeTags(string arn, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change)
    {
        lock (_changing)
        {
            if (FindByArn(arn) is not MetricAlarm alarm)
            {
                return false;
            }
            Store([new(alarm with { Tags = change(alarm.Tags) }, [], [])], []);
            return true;
        }
    }

    /// <summary>The alarm of an ARN; null where there is none.</summary>
    public MetricAlarm? FindByArn(string arn)
    {
        string start = MetricAlarm.ArnOf(_settings.Region, _settings.Account, "");
        return arn.StartsWith(start, StringComparison.Ordinal) ? All.GetValueOrDefault(arn[start.Length..]) : null;
    }

    /// <summary>Takes an evaluation over, unless the alarm was set up anew or its state was set meanwhile: then the next evaluation counts.</summary>
    /// <param name="judged">The alarm as it was judged.</param>
    /// <param name="verdict">What it came to; null where it cannot be judged.</param>
    /// <param name="fault">Why it cannot be judged; null where it can.</param>
    public void Judge(MetricAlarm judged, AlarmVerdict? verdict, string? fault)
    {
        lock (_changing)
        {
            if (!_alarms.TryGetValue(judged.Definition.Name, out MetricAlarm? alarm) || !ReferenceEquals(alarm, judged))
            {
                return;
            }
            long now = Now();
            string? evaluationState = fault is null ? null : "EVALUATION_ERROR";
            AlarmState state = verdict?.State ?? AlarmState.InsufficientData;
            bool isFirst = alarm.Reason.StartsWith("Unchecked", StringComparison.Ordinal) && state == alarm.State;
            if (state == alarm.State && evaluationState == alarm.EvaluationState && !isFirst)
            {
                return;
            }
            string reason = fault ?? AlarmReason.Sentence(alarm.Definition.Rule, verdict!);
            string? data = verdict is null ? null : AlarmReason.Document(alarm.Definition, verdict, now);
            Store([_transitions.Set(alarm with { EvaluationState = evaluationState }, state, reason, data, now)], []);
        }
    }

    /// <summary>Stores changes; the caller holds the lock.</summary>
    private void Store(List<AlarmChange> changes, IReadOnlyList<MetricAlarm> deleted)
    {
        if (changes.Count == 0 && deleted.Count == 0)
        {
            return;
        }
        long now = Now();
        var content = new CommitContent
        {
            Alarms = [.. changes.Select(change => new AlarmRow(change.Alarm.Definition.Name, change.Alarm.Write()))],
            RemovedAlarms = [.. deleted.Select(alarm => alarm.Definition.Name)],
            AlarmHistory = [.. changes.SelectMany(change => change.History), .. deleted.Select(alarm => AlarmHistoryText.Configured("Delete", alarm, now))],
            Deliveries = [.. changes.SelectMany(change => change.Deliveries)],
        };
        _folder.Commit(content);
        Volatile.Write(ref _alarms, _alarms
            .RemoveRange(deleted.Select(alarm => alarm.Definition.Name))
            .SetItems(changes.Select(change => KeyValuePair.Create(change.Alarm.Definition.Name, change.Alarm))));
        if (content.Deliveries.Count > 0)
        {
            DeliveriesAdded?.Invoke();
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
