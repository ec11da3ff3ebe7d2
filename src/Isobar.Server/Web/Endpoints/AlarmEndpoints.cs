using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Alarms;
using Isobar.Server.Api.CloudWatch.Operations;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Publishing;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Alarms;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Alarms on metrics of monitors; the CloudWatch API knows them too.</summary>
internal sealed class AlarmEndpoints(ConsoleServices services, MonitorBook book)
{
    private const int UsualPage = 100, LargestPage = 500, LongestName = 255, MostActions = 5, UsualPeriod = 300;
    private const string MonitorDimension = "MonitorName", SourceDimension = "MeasurementSource";

    private static readonly string[] s_metrics = ["AvailabilityScore", "PerformanceScore", "RoundtripTime", "BytesIn", "BytesOut", "TrafficMonitoredPercent", "CityNetworksMonitored"];
    private static readonly string[] s_statistics = ["Average", "Minimum", "Maximum", "Sum"];

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get("/alarms", "ListAlarms", ConsoleRole.Viewer, "Alarms.", () => new AlarmsAnswer([.. services.Alarms.Book.All.Values.Select(Of)]));
        routes.Get("/alarms/options", "GetAlarmOptions", ConsoleRole.Viewer, "What can be chosen for an alarm.", () => Options());
        routes.Get("/alarms/{name}", "GetAlarm", ConsoleRole.Viewer, "An alarm.", (string name) => Of(Find(name)));
        routes.Get("/alarms/{name}/history", "ListAlarmHistory", ConsoleRole.Viewer, "What happened to an alarm, the newest first.", (string name, string? after, int? limit) => History(name, after, limit));
        routes.Post("/alarms", "CreateAlarm", ConsoleRole.Editor, "Makes an alarm.", (AlarmBody body) => Create(body));
        routes.Put("/alarms/{name}", "UpdateAlarm", ConsoleRole.Editor, "Sets an alarm up anew.", (string name, AlarmBody body) => Update(name, body));
        routes.Put("/alarms/{name}/actions", "EnableAlarmActions", ConsoleRole.Editor, "Lets an alarm tell of changes, or not.", (string name, AlarmActionsRequest request) => EnableActions(name, request));
        routes.Delete("/alarms/{name}", "DeleteAlarm", ConsoleRole.Editor, "Deletes an alarm.", (string name) => Delete(name));
    }

    private static string Decoded(string label) => label.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private MetricAlarm Find(string name) => services.Alarms.Book.All.GetValueOrDefault(Decoded(name)) ?? throw ConsoleFault.Missing("alarm", Decoded(name));

    private AlarmOptionsAnswer Options() => new(
        [.. book.All().Select(record => new AlarmMonitorWire(record.Name, LocationsOf(record)))],
        s_metrics, s_statistics, [.. Enum.GetNames<AlarmComparison>()], [.. Enum.GetValues<MissingData>().Select(AlarmNames.NameOf)],
        [.. services.Alarms.Settings.Webhooks.OrderBy(webhook => webhook.Key, StringComparer.Ordinal).SelectMany(webhook => webhook.Value.Actions.Select(arn => new AlarmActionWire(arn, webhook.Key)))]);

    private string[] LocationsOf(MonitorRecord record) =>
        [.. services.Resources.All.Where(resource => record.Resources.Contains(resource.Arn.Text)).SelectMany(resource => resource.Locations).Distinct().Order(StringComparer.Ordinal)];

    private Created<AlarmWire> Create(AlarmBody body)
    {
        string name = body.Name is { Length: >= 1 and <= LongestName } given ? given : throw ConsoleFault.Invalid("name", $"A name of 1 to {LongestName} characters is expected.");
        if (services.Alarms.Book.All.ContainsKey(name))
        {
            throw ConsoleFault.Conflict($"There is an alarm {name} already.", "name");
        }
        Put(name, body);
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/alarms/{Uri.EscapeDataString(name)}", Of(Find(name)));
    }

    private AlarmWire Update(string name, AlarmBody body)
    {
        MetricAlarm alarm = Find(name);
        if (!IsSimple(alarm.Definition))
        {
            throw ConsoleFault.Conflict("This alarm is on more than one metric of a monitor; the CloudWatch API changes it.");
        }
        if (body.Name is string other && other != alarm.Definition.Name)
        {
            throw ConsoleFault.Invalid("name", "A name cannot be changed.");
        }
        Put(alarm.Definition.Name, body);
        return Of(Find(name));
    }

    private void Put(string name, AlarmBody body)
    {
        MonitorRecord record = book.Get(body.Monitor ?? throw ConsoleFault.Invalid("monitor", "The name of a monitor is expected."));
        AlarmDefinition definition = new()
        {
            Name = name,
            Description = body.Description is null or { Length: <= 1024 } ? body.Description : throw ConsoleFault.Invalid("description", "At most 1024 characters are expected."),
            ActionsEnabled = body.ActionsEnabled ?? true,
            AlarmActions = Actions("alarmActions", body.AlarmActions),
            OkActions = Actions("okActions", body.OkActions),
            InsufficientDataActions = Actions("insufficientDataActions", body.InsufficientDataActions),
            Namespace = MetricPublisher.Namespace,
            MetricName = Choice("metric", body.Metric, s_metrics),
            Statistic = Choice("statistic", body.Statistic ?? s_statistics[0], s_statistics),
            Dimensions = [new(SourceDimension, Location(record, body.Location)), new(MonitorDimension, record.Key)],
            PeriodSeconds = body.PeriodSeconds is null or (> 0 and <= 604_800) && (body.PeriodSeconds ?? UsualPeriod) % UsualPeriod == 0
                ? body.PeriodSeconds ?? UsualPeriod
                : throw ConsoleFault.Invalid("periodSeconds", "A multiple of 300, the distance of points, is expected."),
            EvaluationPeriods = body.EvaluationPeriods is null or (>= 1 and <= 10_080) ? body.EvaluationPeriods ?? 1 : throw ConsoleFault.Invalid("evaluationPeriods", "1 to 10080 is expected."),
            DatapointsToAlarm = body.DatapointsToAlarm is null or >= 1 ? body.DatapointsToAlarm : throw ConsoleFault.Invalid("datapointsToAlarm", "At least 1 is expected."),
            Threshold = body.Threshold ?? throw ConsoleFault.Invalid("threshold", "A number is expected."),
            Comparison = AlarmNames.ReadComparison(Choice("comparison", body.Comparison, Enum.GetNames<AlarmComparison>()))!.Value,
            MissingData = body.MissingData is string missing ? AlarmNames.ReadMissing(missing) ?? throw ConsoleFault.Invalid("missingData", "missing, ignore, breaching or notBreaching is expected.") : null,
        };
        PutMetricAlarm.Check(definition);
        services.Alarms.Book.Put(definition, ImmutableSortedDictionary<string, string>.Empty);
    }

    private string Location(MonitorRecord record, string? location) => string.IsNullOrEmpty(location) ? MetricPublisher.AllSources
        : LocationsOf(record).Contains(location) ? location
        : throw ConsoleFault.Invalid("location", $"The monitor {record.Name} has no service location {location}.");

    private ImmutableArray<string> Actions(string member, List<string>? actions)
    {
        if (actions is { Count: > MostActions })
        {
            throw ConsoleFault.Invalid(member, $"At most {MostActions} are expected.");
        }
        string? unknown = actions?.Find(action => !services.Alarms.Settings.WebhooksFor(action).Any());
        return unknown is null ? [.. actions ?? []] : throw ConsoleFault.Invalid(member, $"No webhook of the configuration stands for {unknown}.");
    }

    private static string Choice(string member, string? value, string[] choices) =>
        value is not null && choices.Contains(value) ? value : throw ConsoleFault.Invalid(member, $"One of {string.Join(", ", choices)} is expected.");

    private AlarmWire EnableActions(string name, AlarmActionsRequest request)
    {
        bool isEnabled = request.IsEnabled ?? throw ConsoleFault.Invalid("isEnabled", "true or false is expected.");
        services.Alarms.Book.EnableActions([Find(name).Definition.Name], isEnabled);
        return Of(Find(name));
    }

    private NoContent Delete(string name)
    {
        string known = Find(name).Definition.Name;
        services.Alarms.Book.Delete([known]);
        return TypedResults.NoContent();
    }

    private AlarmHistoryAnswer History(string name, string? after, int? limit)
    {
        int most = Math.Clamp(limit ?? UsualPage, 1, LargestPage);
        IReadOnlyList<AlarmHistoryRow> rows = services.Folder.Alarms.History(
            new AlarmHistoryFilter { AlarmName = Find(name).Definition.Name, NewestFirst = true, After = After(after), Limit = most });
        return new(
            [.. rows.Select(row => new AlarmHistoryWire(row.Id, row.At / 1000, row.Kind, row.Summary))],
            rows.Count == most ? string.Create(CultureInfo.InvariantCulture, $"{rows[^1].At}-{rows[^1].Id}") : null);
    }

    private static (long, long)? After(string? token)
    {
        if (token is null)
        {
            return null;
        }
        string[] parts = token.Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long at) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long id)
            ? (at, id)
            : throw ConsoleFault.Invalid("after", "A token of an answer is expected.");
    }

    private static bool IsSimple(AlarmDefinition definition) => definition is { MetricName: not null, Namespace: MetricPublisher.Namespace } && Dimension(definition, MonitorDimension) is not null;

    private static string? Dimension(AlarmDefinition definition, string name) => definition.Dimensions.Where(dimension => dimension.Name == name).Select(dimension => dimension.Value).FirstOrDefault();

    private AlarmWire Of(MetricAlarm alarm)
    {
        AlarmDefinition definition = alarm.Definition;
        string? key = Dimension(definition, MonitorDimension), location = Dimension(definition, SourceDimension);
        return new()
        {
            Name = definition.Name,
            Arn = alarm.Arn,
            Description = definition.Description ?? "",
            State = AlarmNames.NameOf(alarm.State),
            Reason = alarm.Reason,
            StateSince = alarm.StateTransitionedAt / 1000,
            ConfiguredAt = alarm.ConfiguredAt / 1000,
            ActionsEnabled = definition.ActionsEnabled,
            IsSimple = IsSimple(definition),
            Metric = definition.MetricName is null ? null : new(definition.Namespace!, definition.MetricName, key, location == MetricPublisher.AllSources ? null : location),
            Statistic = definition.Statistic,
            PeriodSeconds = definition.EvaluatedPeriodSeconds,
            EvaluationPeriods = definition.EvaluationPeriods,
            DatapointsToAlarm = definition.DatapointsToAlarm ?? definition.EvaluationPeriods,
            Threshold = definition.Threshold,
            Comparison = definition.Comparison.ToString(),
            MissingData = AlarmNames.NameOf(definition.MissingData ?? MissingData.Missing),
            AlarmActions = definition.AlarmActions,
            OkActions = definition.OkActions,
            InsufficientDataActions = definition.InsufficientDataActions,
        };
    }
}
