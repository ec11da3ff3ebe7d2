using System.Collections.Immutable;
using Isobar.Server.Api.Operations;
using Isobar.Server.Api.Wire;
using Microsoft.OpenApi;

namespace Isobar.Server.Api.OpenApi;

/// <summary>An operation of the service with what goes beyond it; `docs/api-extensions.md` has the same in prose.</summary>
/// <param name="Method">How it is called.</param>
/// <param name="Path">Its path, labels in braces.</param>
/// <param name="Name">The name of the operation.</param>
/// <param name="Summary">What is added.</param>
/// <param name="Parameters">What may stand in the query string.</param>
/// <param name="Request">Shape of the body; null where it has none.</param>
/// <param name="Response">Shape of the answer; null for an empty object.</param>
internal sealed record ExtendedOperation(
    HttpMethod Method, string Path, string Name, string Summary, ImmutableArray<ExtensionParameter> Parameters, Type? Request, Type? Response)
{
    private const string Monitor = "/v20210603/Monitors/{MonitorName}";

    private static readonly ExtensionParameter s_evidence = new(
        "IncludeEvidence", JsonSchemaType.Boolean, null, "Adds Evidence and RecommendedAction to each event.");

    /// <summary>All of them.</summary>
    public static ImmutableArray<ExtendedOperation> All { get; } =
    [
        new(
            HttpMethod.Get, Monitor, nameof(GetMonitor), "A monitor; with any of these parameters also how its traffic did: TrafficHealth.",
            [
                new("StartTime", JsonSchemaType.String, "date-time", "Start of the range; left out: a day before its end."),
                new("EndTime", JsonSchemaType.String, "date-time", "End of the range; left out: now."),
                new("NetworkProvider", JsonSchemaType.String, null, "Name or number of a network: only its users."),
            ],
            null, typeof(GetMonitorResponse)),
        new(
            HttpMethod.Delete, Monitor, nameof(DeleteMonitor), "Deletes a monitor.",
            [new("Force", JsonSchemaType.Boolean, null, "Also one that is active.")], null, null),
        new(HttpMethod.Get, Monitor + "/HealthEvents", nameof(ListHealthEvents), "Health events.", [s_evidence], null, typeof(ListHealthEventsResponse)),
        new(HttpMethod.Get, Monitor + "/HealthEvents/{EventId}", nameof(GetHealthEvent), "A health event.", [s_evidence], null, typeof(HealthEventWire)),
        new(
            HttpMethod.Post, Monitor + "/Queries", nameof(StartQuery),
            "Starts a query. OrderBy, TimeBucketSeconds and all operators but EQUALS and NOT_EQUALS are added.", [], typeof(StartQueryRequest), typeof(StartQueryResponse)),
    ];
}
