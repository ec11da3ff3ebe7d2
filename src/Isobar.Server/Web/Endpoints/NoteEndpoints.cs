using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Notes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Annotations and maintenance windows.</summary>
internal sealed class NoteEndpoints(ConsoleServices services)
{
    private const int LongestText = 500, LongestLink = 2000;
    private const long LongestWork = 366L * 86_400, LatestTime = 253_402_300_799;

    private static readonly string[] s_kinds = ["note", "deployment", "change", "incident"];

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get(
            "/annotations", "ListAnnotations", ConsoleRole.Viewer, "What happened in a range.",
            (string? from, string? to, string? monitor) => new AnnotationsAnswer(Annotations(TimeRange.Read(from, to, services.Now), monitor)));
        routes.Post("/annotations", "CreateAnnotation", ConsoleRole.Editor, "Says that something happened.", (CreateAnnotationRequest request, HttpContext context) => Annotate(request, context));
        routes.Delete("/annotations/{id:long}", "DeleteAnnotation", ConsoleRole.Editor, "Removes an annotation.", (long id) => DeleteAnnotation(id));
        routes.Get("/maintenance", "ListMaintenance", ConsoleRole.Viewer, "Maintenance windows, the latest first.", () => new MaintenanceAnswer([.. services.Notes.Maintenance().Select(Of)]));
        routes.Post("/maintenance", "CreateMaintenance", ConsoleRole.Editor, "Plans work.", (CreateMaintenanceRequest request, HttpContext context) => Plan(request, context));
        routes.Delete("/maintenance/{id:long}", "DeleteMaintenance", ConsoleRole.Editor, "Removes a maintenance window.", (long id) => DeleteMaintenance(id));
    }

    /// <summary>Annotations of a range, of all monitors and of one.</summary>
    public IReadOnlyList<AnnotationWire> Annotations(TimeRange range, string? monitor) => [.. services.Notes.AnnotationsOf(range.From, range.To, monitor).Select(Of)];

    /// <summary>Maintenance windows that touch a range, the earliest first.</summary>
    public IReadOnlyList<MaintenanceWire> Maintenance(TimeRange range) =>
        [.. services.Notes.Maintenance().Where(row => row.From < range.To && row.To > range.From).Reverse().Select(Of)];

    private Created<AnnotationWire> Annotate(CreateAnnotationRequest request, HttpContext context)
    {
        string kind = request.Kind ?? s_kinds[0];
        if (!s_kinds.Contains(kind))
        {
            throw ConsoleFault.Invalid("kind", $"One of {string.Join(", ", s_kinds)} is expected.");
        }
        long at = TimeOf("at", request.At) ?? services.Now;
        if (TimeOf("until", request.Until) is long until && until <= at)
        {
            throw ConsoleFault.Invalid("until", "until must be after at.");
        }
        if (request.Link is string link && !(link.Length <= LongestLink && Uri.TryCreate(link, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"))
        {
            throw ConsoleFault.Invalid("link", "An address that begins with https:// or http:// is expected.");
        }
        if (request.Monitor is string monitor)
        {
            services.Api.Monitors.Get(services.Api.OwnAccount, monitor);
        }
        AnnotationRow row = new(at, request.Until, kind, TextOf(request.Text), request.Monitor, request.Link, ConsoleGate.VisitorOf(context)!.Name);
        long id = services.Notes.Add(row);
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/annotations/{id}", Of(row with { Id = id }));
    }

    private NoContent DeleteAnnotation(long id) => services.Notes.RemoveAnnotation(id) ? TypedResults.NoContent() : throw ConsoleFault.Missing("annotation", $"{id}");

    private Created<MaintenanceWire> Plan(CreateMaintenanceRequest request, HttpContext context)
    {
        long from = TimeOf("from", request.From) ?? throw ConsoleFault.Invalid("from", "A time is expected.");
        long to = TimeOf("to", request.To) ?? throw ConsoleFault.Invalid("to", "A time is expected.");
        if (to <= from || to - from > LongestWork)
        {
            throw ConsoleFault.Invalid("to", "to must be after from, and at most a year.");
        }
        if (request.Location is string location && services.Resources.FindLocation(location) is null && !services.Resources.All.Any(resource => resource.Locations.Contains(location)))
        {
            throw ConsoleFault.Invalid("location", $"There is no service location {location}.");
        }
        MaintenanceRow row = new(from, to, TextOf(request.Text), request.Location, ConsoleGate.VisitorOf(context)!.Name, services.Now);
        long id = services.Notes.Add(row);
        services.Quiet.TakeOver(services.Notes);
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/maintenance/{id}", Of(row with { Id = id }));
    }

    private NoContent DeleteMaintenance(long id)
    {
        if (!services.Notes.RemoveMaintenance(id))
        {
            throw ConsoleFault.Missing("maintenance window", $"{id}");
        }
        services.Quiet.TakeOver(services.Notes);
        return TypedResults.NoContent();
    }

    private static string TextOf(string? text) => text is { Length: >= 1 and <= LongestText } ? text : throw ConsoleFault.Invalid("text", $"A text of 1 to {LongestText} characters is expected.");

    private static long? TimeOf(string member, long? time) => time is < 0 or > LatestTime ? throw ConsoleFault.Invalid(member, "Unix seconds are expected.") : time;

    private static AnnotationWire Of(AnnotationRow row) => new(row.Id, row.At, row.Until, row.Kind, row.Text, row.MonitorName, row.Link, row.User);

    private MaintenanceWire Of(MaintenanceRow row) =>
        new(row.Id, row.From, row.To, row.Text, row.ServiceLocation, row.User, row.CreatedAt, row.From <= services.Now && services.Now < row.To);
}
