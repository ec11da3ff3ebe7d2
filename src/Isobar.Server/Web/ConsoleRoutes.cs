using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;

namespace Isobar.Server.Web;

/// <summary>Adds endpoints of the console's API; each says who may call it, so none can be forgotten.</summary>
internal sealed class ConsoleRoutes(IEndpointRouteBuilder builder)
{
    /// <summary>Below which all endpoints are.</summary>
    public const string Prefix = "/api";

    /// <summary>An endpoint that reads.</summary>
    public void Get(string path, string name, ConsoleRole? role, string summary, Delegate handler) => Add(HttpMethods.Get, path, name, role, summary, handler);

    /// <summary>An endpoint that makes something.</summary>
    public void Post(string path, string name, ConsoleRole? role, string summary, Delegate handler) => Add(HttpMethods.Post, path, name, role, summary, handler);

    /// <summary>An endpoint that sets something.</summary>
    public void Put(string path, string name, ConsoleRole? role, string summary, Delegate handler) => Add(HttpMethods.Put, path, name, role, summary, handler);

    /// <summary>An endpoint that removes something.</summary>
    public void Delete(string path, string name, ConsoleRole? role, string summary, Delegate handler) => Add(HttpMethods.Delete, path, name, role, summary, handler);

    private void Add(string method, string path, string name, ConsoleRole? role, string summary, Delegate handler)
    {
        string who = role is null ? "anybody" : $"role {RoleNames.Of(role.Value)}";
        RouteHandlerBuilder route = builder.MapMethods(Prefix + path, [method], handler)
            // The service's operations have the same names in the description.
            .WithName("Console" + name).WithTags("Console").WithSummary($"{summary} ({who})")
            .WithMetadata(new EndpointAccess(name, role, IsChange: method != HttpMethods.Get))
            .Produces<FaultWire>(StatusCodes.Status400BadRequest);
        if (role is not null)
        {
            route.Produces<FaultWire>(StatusCodes.Status401Unauthorized).Produces<FaultWire>(StatusCodes.Status403Forbidden);
        }
    }
}
