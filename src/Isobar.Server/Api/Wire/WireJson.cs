using System.Text.Json.Serialization;
using Isobar.Server.Api.Operations;

namespace Isobar.Server.Api.Wire;

/// <summary>How requests and answers are read and written: members without a value are left out, never null (spec 1.3).</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CreateMonitorRequest))]
[JsonSerializable(typeof(CreateMonitorResponse))]
[JsonSerializable(typeof(GetMonitorResponse))]
[JsonSerializable(typeof(UpdateMonitorRequest))]
[JsonSerializable(typeof(UpdateMonitorResponse))]
[JsonSerializable(typeof(ListMonitorsResponse))]
[JsonSerializable(typeof(HealthEventWire))]
[JsonSerializable(typeof(ListHealthEventsResponse))]
[JsonSerializable(typeof(InternetEventWire))]
[JsonSerializable(typeof(ListInternetEventsResponse))]
[JsonSerializable(typeof(TagResourceRequest))]
[JsonSerializable(typeof(ListTagsForResourceResponse))]
[JsonSerializable(typeof(StartQueryRequest))]
[JsonSerializable(typeof(StartQueryResponse))]
[JsonSerializable(typeof(GetQueryStatusResponse))]
[JsonSerializable(typeof(GetQueryResultsResponse))]
[JsonSerializable(typeof(ErrorWire))]
internal sealed partial class WireJson : JsonSerializerContext;
